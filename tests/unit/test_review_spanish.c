/*
 * The shipped Spanish gate: each of its lists finds what it is for, and tells
 * nothing wrong about an honest sentence.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/limits.h"
#include "content/gate.h"
#include "read/gate.h"
#include "review/scoring.h"
#include "review/stems.h"

#include <string.h>

struct scene { struct kx_arena arena; struct kx_diagnostics diags; struct kx_gate *gate; };

static int
open_gate(void **state)
{
	static struct scene scene;

	kx_arena_init(&scene.arena, KX_JOB_ARENA_BYTES);
	kx_diagnostics_init(&scene.diags, &scene.arena);
	*state = &scene;
	return kx_read_gate(&scene.arena, NULL, "data", "en", "es", &scene.gate, &scene.diags) ? 0 : -1;
}

static int
close_gate(void **state)
{
	struct scene *scene = *state;

	kx_arena_done(&scene->arena);
	return 0;
}

static bool
finds(struct scene *scene, const struct kx_word_list *list, const char *text)
{
	return kx_stems_any(&scene->arena, kx_stems_prepare(&scene->arena, scene->gate, list), text, strlen(text));
}

/* What must be found, and what must not, with NULL behind each. */
static void
check(struct scene *scene, const struct kx_word_list *list, const char *const *bad, const char *const *good)
{
	assert_true(list->count > 0);
	for (; *bad != NULL; bad++)
		if (!finds(scene, list, *bad))
			fail_msg("not found: %s", *bad);
	for (; *good != NULL; good++)
		if (finds(scene, list, *good))
			fail_msg("found: %s", *good);
}

#define TEXTS(...) (const char *const []){ __VA_ARGS__, NULL }

static void
hype(void **state)
{
	struct scene *scene = *state;

	check(scene, &scene->gate->words.hype, TEXTS("Un medicamento milagroso.", "Estas gotas hacen milagros.", "Una luz de esperanza",
	    "La ketamina cura la depresión.", "Muchos se curaron.", "Resultados garantizados", "Le garantizamos alivio.",
	    "Un tratamiento revolucionario", "Es un gran avance.", "Un alivio increíble", "Sin efectos secundarios.",
	    "Libre de riesgos", "Por fin hay alivio.", "Un remedio natural", "Un efecto muy potente", "Una mejoría significativa",
	    "Es muy eficaz.", "Clínicamente probado", "De eficacia comprobada", "Le cambiará la vida.", "Recupere su vida.",
	    "Un enfoque innovador", "Ofrece nueva esperanza a quienes sufren.", "MILAGRO", "Una promesa: es prometedora."),
	    TEXTS("Se repite en el curso del tratamiento.", "Sin efectos secundarios nuevos.", "Al menos 2 antidepresivos que ha probado.",
	    "No se ha comprobado que ayude.", "Su eficacia no está demostrada.", "Un ensayo en Japón no vio mejoría.",
	    "Cuenta la avenida y la ciudad.", "El goteo pierde su efecto en días."));
}

static void
superlatives(void **state)
{
	struct scene *scene = *state;

	check(scene, &scene->gate->words.superlatives, TEXTS("El mejor tratamiento", "Es lo mejor para usted.", "El más rápido de todos",
	    "La opción más segura", "El número uno", "Somos líderes.", "Único en su tipo", "Es superior al placebo."),
	    TEXTS("Nadie sabe cuál es el mejor plan a largo plazo.", "27 de cada 100 se sintieron mucho mejor.", "Dosis superiores a 0.5 mg",
	    "No fue superior al suero salino.", "El ensayo más grande, con 158 veteranos"));
}

static void
assurances(void **state)
{
	struct scene *scene = *state;

	check(scene, &scene->gate->words.assurances, TEXTS("La ketamina es segura.", "Es un tratamiento seguro.", "Seguro y eficaz",
	    "Eficaz y segura.", "Es totalmente inofensivo.", "Se tolera muy bien.", "No hay riesgo.", "Sin riesgos.", "Los riesgos son mínimos.", "No hay nada que temer.",
	    "Efectos secundarios leves", "Los efectos secundarios son pocos.", "No es adictiva.", "No crea dependencia.",
	    "Con toda seguridad", "No se preocupe.", "Un medicamento de bajo riesgo", "Una forma segura de dormir", "Los goteos son seguros."),
	    TEXTS("No estamos seguros de esto.", "Estamos bastante seguros de estos números.", "¿Qué tan seguros estamos?",
	    "El seguro puede pagar el aerosol.", "Es posible que el seguro pague.", "¿Cuánto pagará el seguro?", "No se sabe si es segura.",
	    "Las normas de seguridad del aerosol no se aplican.", "No es segura en el embarazo.", "¿Qué tan segura es?",
	    "No se ha demostrado que sea segura ni eficaz.", "Nada seguros", "Puede crear dependencia."));
}

static void
vague(void **state)
{
	struct scene *scene = *state;

	check(scene, &scene->gate->words.vague, TEXTS("Muchos mejoran.", "La mayoría mejora.", "A menudo da sueño.", "Es frecuente.",
	    "Los mareos son comunes.", "Es muy raro.", "Rara vez ocurre.", "Pocas personas lo sienten.", "Varios estudios", "Una dosis baja",
	    "La mayor parte mejora."),
	    TEXTS("¿Cuántas personas se sintieron mucho mejor?", "No sabemos con qué frecuencia.", "Puede sentirse raro.",
	    "Pensamientos raros que no se van", "Se vio sobre todo en estudios con animales.", "Si le baja el ánimo, llame.",
	    "Algunas personas mejoran.", "Presión alta", "Puede subir la presión arterial.", "Bajo supervisión"));
}

static void
rate_unknown(void **state)
{
	struct scene *scene = *state;

	check(scene, &scene->gate->words.rate_unknown, TEXTS("No sabemos con qué frecuencia.", "No se sabe cuánto dura.", "Nadie sabe.",
	    "Se desconoce.", "No sabemos por cuánto tiempo."), TEXTS("Sabemos con qué frecuencia ocurre.", "Ocurre con frecuencia."));
}

static void
stories(void **state)
{
	struct scene *scene = *state;

	check(scene, &scene->gate->words.anecdotes, TEXTS("Historias de éxito", "Testimonios", "Nuestros pacientes dicen que funciona.",
	    "Me cambió la vida.", "Historias reales de pacientes"),
	    TEXTS("48 de cada 100 informan problemas de memoria.", "Hable de su historia clínica."));
	check(scene, &scene->gate->words.endorsements, TEXTS("Recomendada por expertos", "La FDA la aprobó.", "Avalado por médicos",
	    "Los médicos la recomiendan.", "Un centro reconocido"), TEXTS("Lo paga la clínica.", "Una prueba médica",
	    "El seguro puede pagar el aerosol si lo aprueba antes."));
}

static void
comparisons(void **state)
{
	struct scene *scene = *state;

	check(scene, &scene->gate->words.relative, TEXTS("3 veces más probable", "Tres veces mayor", "Ayuda el doble que una pastilla.",
	    "Duplica la mejoría.", "50 % más personas", "50 por ciento menos", "Reduce los síntomas un 40 %.", "Una reducción del 40 %",
	    "Riesgo relativo", "Razón de momios", "Reduce los síntomas a la mitad."),
	    TEXTS("2 o 3 veces por semana", "Dos veces por semana, luego menos", "18 más de cada 100", "La mitad de estas recayó.",
	    "La puntuación de depresión bajó a la mitad o más.", "27 de cada 100 personas, frente a 9", "5 visitas por semana"));
	check(scene, &scene->gate->words.counted_studies, TEXTS("8 de 10 estudios", "8 de los 10 ensayos", "El 80 % de los estudios",
	    "3 de cada 4 revisiones", "Tres de cada cuatro estudios"), TEXTS("185 personas, 7 ensayos", "45 de cada 100 personas en un estudio",
	    "Otro recuento, de los ensayos de un año"));
}

static void
medicine_changes(void **state)
{
	struct scene *scene = *state;

	check(scene, &scene->gate->words.medicine_changes, TEXTS("Deje su antidepresivo.", "Suspenda las pastillas.", "Reduzca la dosis.",
	    "Usted debe dejar sus medicinas.", "Debe suspender el litio.", "Puede dejar su antidepresivo.", "Tome ketamina en casa.",
	    "Pruebe la ketamina.", "En lugar de su medicamento", "Tiene que dejar sus pastillas.", "Por favor suspenda los antidepresivos.",
	    "Aumente su dosis."),
	    TEXTS("No deje ningún medicamento por su cuenta.", "No debe dejar sus medicinas por su cuenta.", "Puede dejar el tratamiento cuando quiera.",
	    "El alcohol puede aumentar los efectos de la ketamina.", "Para adultos con depresión que 2 antidepresivos no han ayudado",
	    "Los estimulantes y algunos antidepresivos antiguos pueden subir la presión.", "Pregunte cuándo dejar de comer y beber.",
	    "Otro antidepresivo, o una segunda pastilla añadida", "Traiga una lista de todo lo que toma."));
}

static void
rescue(void **state)
{
	struct scene *scene = *state;

	check(scene, &scene->gate->words.rescue_claims, TEXTS("Previene el suicidio.", "Salva vidas.", "Salvó la vida de muchos.",
	    "Evita suicidios.", "Menos suicidios", "Acaba con los pensamientos suicidas.", "Reduce el riesgo de suicidio."),
	    TEXTS("No se sabe si previene el suicidio.", "No se ha demostrado que prevenga el suicidio.",
	    "Línea 988 de Prevención del Suicidio y Crisis", "Llame si una vida corre peligro.", "No se sabe que evite el suicidio.",
	    "Ningún ensayo vio que reduzca los suicidios."));
}

static void
certainty(void **state)
{
	struct scene *scene = *state;

	assert_int_equal(scene->gate->certainty_count, 2);
	check(scene, &scene->gate->certainty_words[0].words, TEXTS("Le ayudará.", "Se sentirá mejor.", "Los estudios demuestran que ayuda.",
	    "Un ensayo mostró que ayuda.", "Siempre ayuda.", "Sin duda", "Está confirmado."),
	    TEXTS("Ninguna prueba puede decir si usted se sentirá mejor.", "¿Quién estará allí?", "No se ha demostrado que ayude.",
	    "Nadie sabe con certeza cómo actúa.", "Muéstrenos su lista completa.", "Marque lo que es cierto para usted.", "¿Quién estará allí y podrá ayudarme?", "Puede ayudar a algunas personas."));
	check(scene, &scene->gate->certainty_words[1].words, TEXTS("Quedó demostrado.", "No hay duda."),
	    TEXTS("Ningún ensayo lo demostró.", "Un ensayo mostró que ayuda."));
}

static void
what_must_be_said(void **state)
{
	struct scene *scene = *state;
	const struct kx_gate *gate = scene->gate;

	assert_int_equal(gate->presence.step_count, 2);
	check(scene, &gate->presence.steps[0].says, TEXTS("Planee quién le llevará a casa.", "Pida a alguien que lo lleve a su casa.",
	    "Prepare su transporte a casa."), TEXTS("Ya en casa, descanse."));
	check(scene, &gate->presence.steps[1].says, TEXTS("No conduzca ni use máquinas hasta el día siguiente.",
	    "No maneje hasta el día siguiente, después de dormir toda la noche."), TEXTS("No conduzca ese día.", "Espere al día siguiente."));
	assert_int_equal(gate->fixed_count, 3);
	check(scene, &gate->fixed_lines[0].says, TEXTS("No deje de tomar ningún medicamento por su cuenta.",
	    "No suspenda ningún medicamento por su propia cuenta."), TEXTS("Deje su medicamento por su cuenta."));
	check(scene, &gate->fixed_lines[1].says, TEXTS("No sustituye el consejo de su médico.", "No reemplaza la opinión de su profesional."),
	    TEXTS("Da consejos."));
	check(scene, &gate->fixed_lines[2].says, TEXTS("Pídanos la hoja completa.", "Pida el folleto completo."), TEXTS("Pregúntenos."));
}

static void
companions(void **state)
{
	struct scene *scene = *state;
	const struct kx_gate *gate = scene->gate;

	assert_int_equal(gate->companion_count, 3);
	check(scene, &gate->companions[0].when, TEXTS("Ketamina preparada en farmacias", "Ketamina en casa", "Para uso en casa"),
	    TEXTS("Ya en casa", "La ketamina se da en la clínica."));
	check(scene, &gate->companions[0].needs, TEXTS("La FDA advierte sobre ella.", "Una advertencia de la FDA"), TEXTS("La FDA la conoce."));
	check(scene, &gate->companions[1].when, TEXTS("Puede aliviar los pensamientos suicidas.", "Redujo las ideas suicidas."),
	    TEXTS("Los pensamientos suicidas pueden aumentar."));
	check(scene, &gate->companions[1].needs, TEXTS("No se sabe si previene el suicidio."), TEXTS("Previene el suicidio."));
	check(scene, &gate->companions[2].when, TEXTS("Actúa en horas.", "Un alivio rápido", "Un día después de un goteo", "En pocas horas"),
	    TEXTS("¿Qué tan rápido?", "No conduzca hasta el día siguiente.", "Dura unos 40 minutos.", "Daños el día del tratamiento"));
	check(scene, &gate->companions[2].needs, TEXTS("Un goteo deja de hacer efecto.", "El beneficio desaparece.", "Dura hasta una semana.",
	    "Por eso se repiten las dosis.", "Recayeron en un año."), TEXTS("Ayuda a algunos."));
}

static void
mechanism(void **state)
{
	struct scene *scene = *state;
	const struct kx_gate_mechanism *mechanism = &scene->gate->mechanism;

	check(scene, &mechanism->begins, TEXTS("Nadie sabe con certeza cómo actúan."), TEXTS("Actúan en el cerebro."));
	check(scene, &mechanism->hedges, TEXTS("Pueden ayudar a las células.", "Visto sobre todo en estudios con animales"), TEXTS("Ayudan a las células."));
	check(scene, &mechanism->barred, TEXTS("Hace crecer las neuronas.", "Repara el cerebro.", "Reinicia el cerebro.", "Reconecta las células."),
	    TEXTS("Pueden ayudar a las células del cerebro a formar conexiones nuevas."));
}

static void
products(void **state)
{
	struct scene *scene = *state;
	const struct kx_gate_product *ketamine = kx_gate_product_find(scene->gate, "ketamine");
	const struct kx_gate_product *esketamine = kx_gate_product_find(scene->gate, "esketamine");
	const struct kx_gate_condition *trd = kx_gate_condition_find(scene->gate, "trd");

	assert_non_null(ketamine);
	assert_non_null(esketamine);
	assert_non_null(trd);
	check(scene, &ketamine->names, TEXTS("Un goteo de ketamina", "Infusiones", "Ketamine injection US label"), TEXTS("Esketamina", "Esketamine"));
	check(scene, &esketamine->names, TEXTS("Esketamina", "El aerosol nasal", "Spravato US label"),
	    TEXTS("Ketamina", "Un aerosol simulado", "Use otros aerosoles nasales antes."));
	check(scene, &kx_gate_use_find(scene->gate, "ketamine", "trd")->phrase, TEXTS("La FDA no la ha aprobado.", "Uso fuera de indicación",
	    "No está aprobada para la depresión."), TEXTS("La FDA la ha aprobado."));
	check(scene, &trd->names, TEXTS("Depresión difícil de tratar", "Depresión resistente al tratamiento"), TEXTS("Depresión"));
	check(scene, &trd->too_wide, TEXTS("Su salud mental", "Cualquier depresión", "Para personas con depresión", "Trastornos del ánimo"),
	    TEXTS("En adultos con depresión difícil de tratar", "Personas con depresión difícil de tratar",
	    "No aprobada por la FDA para la depresión ni ninguna enfermedad mental"));
}

/* A command speaks to its reader without a pronoun; a statement about a drug does not. */
static void
speaks_to_the_reader(void **state)
{
	bool known = false;

	(void)state;
	assert_true(kx_speaks_to_reader("es", "No conduzca hasta mañana.", &known));
	assert_true(known);
	assert_true(kx_speaks_to_reader("es-MX", "Traiga una lista.", &known));
	assert_true(kx_speaks_to_reader("es", "El personal revisa su salud.", &known));
	assert_false(kx_speaks_to_reader("es", "El personal revisa la salud.", &known));
	assert_false(kx_speaks_to_reader("de", "Traiga una lista.", &known));
	assert_false(known);
}

/* Endings take the place of others by the file alone. */
static void
inflections(void **state)
{
	struct kx_word_choice verb[] = { { "ayudar", 6, KX_MATCH_INFLECTED } }, adjective[] = { { "nuevo", 5, KX_MATCH_INFLECTED } };
	struct kx_word_choice noun[] = { { "opción", 7, KX_MATCH_INFLECTED } };
	struct kx_word_step steps[] = { { .choices = verb, .choice_count = 1 },
		{ .choices = adjective, .choice_count = 1 }, { .choices = noun, .choice_count = 1 } };
	struct kx_word_entry entries[] = { { .pattern = { "ayudar", &steps[0], 1 } }, { .pattern = { "nuevo", &steps[1], 1 } },
		{ .pattern = { "opción", &steps[2], 1 } } };
	struct kx_word_list list = { .entries = entries, .count = 3 };

	check(*state, &list, TEXTS("ayudar", "ayudan", "ayudó", "ayudado", "AYUDÓ", "nuevas", "nuevos", "opciones"),
	    TEXTS("ayuno", "nueve", "opcional", "ayudante", "ay"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hype),
		cmocka_unit_test(superlatives),
		cmocka_unit_test(assurances),
		cmocka_unit_test(vague),
		cmocka_unit_test(rate_unknown),
		cmocka_unit_test(stories),
		cmocka_unit_test(comparisons),
		cmocka_unit_test(medicine_changes),
		cmocka_unit_test(rescue),
		cmocka_unit_test(certainty),
		cmocka_unit_test(what_must_be_said),
		cmocka_unit_test(companions),
		cmocka_unit_test(mechanism),
		cmocka_unit_test(products),
		cmocka_unit_test(speaks_to_the_reader),
		cmocka_unit_test(inflections),
	};
	return cmocka_run_group_tests_name("the Spanish gate", tests, open_gate, close_gate);
}
