#!/bin/sh
# A data folder that is in Spanish throughout: the test pack in other words,
# with a gate of its own.  An honest sheet passes; each rule on words bites.
. tests/harness.sh

# Every text of the pack that tests/spanish knows, in Spanish.
spanish() {
	rm -rf "$T/pack"
	cp -R "$PACK" "$T/pack"
	for file in "$T"/pack/*.json "$T"/pack/clinics/*.json "$T"/pack/summaries/*.json; do
		jq --indent 2 --slurpfile texts tests/spanish/texts.json \
			'walk(if type == "string" and $texts[0][.] then $texts[0][.] else . end)' "$file" >"$T/edited" && mv "$T/edited" "$file"
	done
	cp tests/spanish/gate.json "$T/pack/gate.json"
	jq --slurpfile strings tests/spanish/strings.json '.language = "es" | .name = "Español" | .strings += $strings[0]' \
		tests/pack/wording/en.json >"$T/pack/wording/es.json"
	rm "$T/pack/wording/en.json"
	edit pack.json '.language = "es"'
}
edit() { jq --indent 2 "$2" "$T/pack/$1" >"$T/edited" && mv "$T/edited" "$T/pack/$1"; }
claim() { for file in "$T"/pack/summaries/*.json; do edit "summaries/${file##*/}" "(.claims[] | select(.id == \"$1\")) |= ($2)"; done; }

spanish
exits 0 "an honest sheet in Spanish passes" "$KXS" check --data "$T/pack"
cp "$T/out" "$T/card"
says 'INFLESZ' "it is read by the scale for Spanish" "$T/card"
no "nothing is said but of standards" grep -E '\[KX3[0-4][0-9]\]' "$T/err"
exits 0 "and prints" "$KXS" --data "$T/pack" --out "$T/es.pdf"

# refused CODE NAME CLAIM WORDS: the claim in such words breaks the rule, and the message names them.
refused() {
	spanish
	claim "$3" ".says = \"$4\""
	run "$KXS" check --data "$T/pack"
	says "\[$1\].*$5" "$1: $2"
}
refused KX310 "a printed number is no figure" review-2022-quiet-glim "Cerca de 72 de cada 100 personas quedaron sin hipo, y 20 después de agua." '72 de cada 100'
refused KX310 "nor one with a comma" review-2022-quiet-glim "Cerca de 60,5 de cada 100 personas quedaron sin hipo, y 20 después de agua." '60,5 de cada 100'
refused KX310 "nor in words" review-2022-quiet-glim "Cerca del 72 por ciento quedó sin hipo, y 20 después de agua." '72 por ciento'
refused KX315 "a comparison without its numbers" trial-2021-ask-odds "¿Son 3 veces más fuertes?" '3 veces más'
refused KX318 "a vague word" review-2022-alt-wait-good "La mayoría de los hipos se quitan solos." 'mayoría'
refused KX319 "studies counted as people" review-2022-evidence "Ayudan en 3 de 4 ensayos. La lámpara no está aprobada." '3 de 4 ensayos'
refused KX323 "praise" zz-label-what-glim "Las gotas Glim son milagrosas." 'milagrosas'
refused KX323 "praise by inflection" zz-label-what-glim "Las gotas Glim curaron a una reina." 'curaron'
refused KX323 "an exclamation" zz-label-what-glim "¡Las gotas Glim son un jarabe!" 'exclamation'
refused KX324 "a superlative" zz-label-what-glim "Las gotas Glim son el mejor jarabe." 'el mejor'
refused KX314 "a story" zz-label-what-glim "Historias de éxito de las gotas Glim." 'Historias de éxito'
refused KX334 "an assurance" zz-label-what-glim "Las gotas Glim son seguras." 'son seguras'
refused KX337 "a rescue" zz-label-what-glim "Las gotas Glim salvan muchas vidas." 'salvan muchas vidas'
refused KX341 "an order about a medicine" zz-label-before-eat "Coma algo ligero. ¿Listo? Deje sus medicinas 2 horas antes." 'Deje sus medicinas'
refused KX332 "a wider condition" zz-label-status-glim "Las gotas están aprobadas para cualquier hipo." 'cualquier hipo'
refused KX333 "an endorsement" trial-2019-what-lamp "Los expertos recomiendan esta lámpara. Usted se sienta enfrente." 'recomiendan'
refused KX335 "a mechanism without a hedge" review-2022-how "Calman un nervio." 'nobody knows'
refused KX345 "a long sentence" zz-label-what-glim "Las gotas Glim son un jarabe de una hierba que no existe en ningún campo ni en ningún libro ni en ninguna tienda de este mundo ni de otro, y por eso nadie las vende hoy." 'a sentence has 3[0-9] words'
refused KX344 "a hard sheet" zz-label-what-glim "Administraciones farmacológicas representativas: caracterizaciones epidemiológicas multidimensionales internacionalizadas." 'INFLESZ'

spanish
edit clinics/harbor.json '.visit[0].says = "Su barco sale a las 5 p. m."'
run "$KXS" check --data "$T/pack"
says '\[KX340\].*lleve a casa' "KX340: no way home"
says '\[KX343\].*barco.*lleve a casa' "KX343: what belongs together stands apart"

spanish
edit gate.json '.endings = ["o/"]'
exits 3 "an ending that cannot be read" "$KXS" check --data "$T/pack"
says 'KX331' "and it is told"
