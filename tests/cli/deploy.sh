#!/bin/sh
# templates/deploy: units, crontab, Slurm, Kubernetes.
. tests/harness.sh

D=$ROOT/templates/deploy

# ---- systemd ----
# As "make install" places them (install.sh looks at that), but not by it: two at a time would get in each other's way.
U=$T/units
mkdir "$U"
cp "$D"/*.service "$D"/*.timer "$U"
for unit in kxreport.service kxreport.timer kxreport@.service kxreport@.timer kxreport-print@.service kxreport-alert@.service; do
	yes "there is $unit" test -s "$U/$unit"
done
make -n install PREFIX=/opt/kx DESTDIR="$T/pkg" >"$T/plan" 2>&1
says 's,/usr/local/bin/,/opt/kx/bin/,' "units follow PREFIX" "$T/plan"
# From here on with the program of the build, so that it is there to be found.
sed -i "s,/usr/local/bin/kxreport,$KX," "$U"/kxreport*.service
if command -v systemd-analyze >/dev/null 2>&1; then
	for unit in kxreport.service kxreport.timer kxreport@.service kxreport@.timer kxreport-print@.service kxreport-alert@.service; do
		run env SYSTEMD_UNIT_PATH="$U:" systemd-analyze verify --man=no --recursive-errors=yes "$U/$unit"
		equal "systemd-analyze verify $unit" "$status" 0
		# Units of the machine itself may be named in what it says; ours may not.
		grep kxreport "$T/err" >"$T/faults"
		silent "has nothing to say of $unit" "$T/faults"
	done
	sed 's/^PrivateTmp=.*/PrivateTmpp=yes/' "$U/kxreport.service" >"$T/kxreport-wrong.service"
	run systemd-analyze verify --man=no "$T/kxreport-wrong.service"
	says PrivateTmpp "a wrong unit is found"
	# Tenths of 2.0, the least exposed end of systemd's scale of ten.
	for unit in kxreport.service kxreport@.service kxreport-print@.service; do
		run systemd-analyze security --offline=true --no-pager --threshold=20 "$U/$unit"
		equal "$unit is exposed by 2.0 at most" "$status" 0
		sed -n 's/^→ /# /p' "$T/out"
	done
	for unit in kxreport.service kxreport@.service; do
		yes "$unit has no network" grep -q '^PrivateNetwork=yes' "$U/$unit"
	done
	run systemd-analyze calendar --iterations=2 "$(sed -n 's/^OnCalendar=//p' "$U/kxreport@.timer")"
	equal "the clock is one" "$status" 0
else
	skip "systemd-analyze" "there is none here"
fi

# The command of every unit, in the order of a night is one that the program understands: read it as a shell does, with %-words filled in.
cp -R "$PACK" "$T/data"
mkdir -p "$T/etc/kxreport" "$T/state"
for name in batch north; do
	echo "{ \"data\": \"$T/data\", \"output\": \"{clinic}.pdf\", \"clinics\": [\"hill\"] }" >"$T/etc/kxreport/$name.json"
done
for unit in kxreport.service kxreport@.service kxreport-print@.service; do
	sed -n 's/^ExecStart=//p' "$U/$unit" | sed "s,%E,$T/etc,g; s,%S,$T/state,g; s,%i,north,g" >"$T/command"
	read -r command <"$T/command"
	# shellcheck disable=SC2086 # a command line
	run $command
	equal "the command of $unit does its work" "$status" 0
done

# ---- cron ----
grep -v '^#' "$D/kxreport.cron" | grep -vE '^(MAILTO=[a-z]+|([0-9*]+ ){5}kxreport /usr/local/bin/kxreport batch .*)$' >"$T/faults"
silent "every line of the crontab is one" "$T/faults"

# ---- Slurm ----
yes "the Slurm script is a script" sh -n "$D/kxreport.slurm"
command -v bash >/dev/null 2>&1 && yes "for bash, too" bash -n "$D/kxreport.slurm"
cat >"$T/batch.json" <<'JSON'
{ "data": "data", "output": "{clinic}/{layout}-{paper}.pdf", "clinics": "all", "papers": ["letter", "a4"] }
JSON
# Whatever range the array has, its tasks make the whole.
for task in 3 5 7; do
	exits 0 "task $task of the array 3-7:2" env KXREPORT="$KX" SLURM_ARRAY_TASK_ID=$task SLURM_ARRAY_TASK_COUNT=3 \
		SLURM_ARRAY_TASK_MIN=3 SLURM_ARRAY_TASK_MAX=7 SLURM_ARRAY_TASK_STEP=2 "$D/kxreport.slurm" "$T/batch.json" "$T/slurm"
done
exits 0 "the whole, in one" "$KX" -q batch "$T/batch.json" --out "$T/whole"
whole=$(cd "$T/whole" && find . -name '*.pdf' | sort)
equal "the array makes all of it" "$(cd "$T/slurm" && find . -name '*.pdf' | sort)" "$whole"
for sheet in $whole; do
	same "$sheet is the same" "$T/slurm/$sheet" "$T/whole/$sheet"
done

# ---- Kubernetes ----
if python3 -c 'import yaml' 2>/dev/null; then
	run python3 -c 'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)' <"$D/kxreport.k8s.yaml"
	yes "the Kubernetes job is YAML, an indexed job, and counts its parts alike" jq -e '
		.apiVersion == "batch/v1" and .kind == "Job" and .spec.completionMode == "Indexed" and
		(.spec.completions as $n | .spec.template.spec.containers[0].command |
			index("--shard") as $i | .[$i + 1] == "auto/\($n)") and
		(.spec.template.spec | .restartPolicy == "Never" and .securityContext.runAsNonRoot and
			(.containers[0].securityContext.readOnlyRootFilesystem) and
			([.containers[0].volumeMounts[].name] - [.volumes[].name] == []))' "$T/out"
	jq -r '.spec.template.spec.containers[0].command[1:][]' "$T/out" | sed "s,^/config/,$T/,; s,^/sheets,$T/pods," >"$T/words"
	for pod in 0 1 2 3 4 5 6 7; do
		xargs env JOB_COMPLETION_INDEX=$pod "$KX" <"$T/words" 2>"$T/err" || sed 's/^/# /' "$T/err"
	done
	equal "its pods make all of it" "$(cd "$T/pods" && find . -name '*.pdf' | sort)" "$whole"
else
	skip "the Kubernetes job" "no YAML reader here"
fi

# ---- a real Slurm, where there is one and it runs ----
if command -v sbatch >/dev/null 2>&1 && timeout 10 sinfo -h -o %T 2>/dev/null | grep -q idle; then
	run sbatch --wait --array=1-2 --output="$T/slurm-%a.log" --export="ALL,KXREPORT=$KX" "$D/kxreport.slurm" "$T/batch.json" "$T/real"
	equal "sbatch ends well" "$status" 0
	equal "and the array has made all of it" "$(cd "$T/real" && find . -name '*.pdf' | sort)" "$whole"
else
	skip "a run under Slurm" "no Slurm that runs here"
fi
