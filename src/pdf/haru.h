/*
 * haru: the door to libharu and libpng, which are loaded when a PDF is
 * written or a picture is looked at, and not with the program: a second thread
 * can bring them into memory while the data is read.
 *
 * libharu's functions are called by their own names: the table they are found
 * in is that of the writer, whom all its objects know as the user of their
 * error.  Those that know no writer are called through the table.
 */
#ifndef KX_PDF_HARU_H
#define KX_PDF_HARU_H

#include "base/library.h"

#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <hpdf_pages.h>
#include <hpdf_streams.h>
#include <png.h>
#include <stdbool.h>

struct kx_diagnostics;
struct kx_memo;

#define KX_HARU_FUNCTIONS(F) \
	F(HPDF_AddPage) F(HPDF_Array_Add) F(HPDF_Array_AddName) F(HPDF_Array_AddNumber) F(HPDF_Array_AddReal) F(HPDF_Array_New) \
	F(HPDF_Binary_New) F(HPDF_CallbackWriter_New) F(HPDF_Dict_Add) F(HPDF_Dict_AddBoolean) F(HPDF_Dict_AddName) \
	F(HPDF_Dict_AddNumber) F(HPDF_Dict_GetItem) F(HPDF_Dict_New) F(HPDF_Dict_RemoveElement) F(HPDF_Free) \
	F(HPDF_New) F(HPDF_Null_New) F(HPDF_Obj_WriteValue) F(HPDF_Real_New) \
	F(HPDF_SetError) F(HPDF_Stream_Free) F(HPDF_String_New) F(HPDF_Xref_Add) F(HPDF_Xref_GetEntry)

#define KX_PNG_FUNCTIONS(F) F(png_image_begin_read_from_memory) F(png_image_finish_read) F(png_image_free)

struct kx_haru { KX_HARU_FUNCTIONS(KX_LIBRARY_MEMBER) };
struct kx_png { KX_PNG_FUNCTIONS(KX_LIBRARY_MEMBER) };

/* Find them all, kept in the memo, which may be NULL; KX896 when the library is not on this machine. */
bool kx_haru_load(struct kx_memo *memo, struct kx_haru *haru, struct kx_diagnostics *diags);
bool kx_png_load(struct kx_png *png, struct kx_diagnostics *diags);

/* libharu as it is on this machine, for the life of the process; NULL when it is not there. */
const char *kx_haru_version(void);

/* The table of the writer whom an error of libharu's is to be told (write.c). */
const struct kx_haru *kx_haru_of(HPDF_Error error);

#define HPDF_AddPage(doc) (kx_haru_of(&(doc)->error)->HPDF_AddPage(doc))
#define HPDF_Array_Add(array, ...) (kx_haru_of((array)->error)->HPDF_Array_Add(array, __VA_ARGS__))
#define HPDF_Array_AddName(array, ...) (kx_haru_of((array)->error)->HPDF_Array_AddName(array, __VA_ARGS__))
#define HPDF_Array_AddNumber(array, ...) (kx_haru_of((array)->error)->HPDF_Array_AddNumber(array, __VA_ARGS__))
#define HPDF_Array_AddReal(array, ...) (kx_haru_of((array)->error)->HPDF_Array_AddReal(array, __VA_ARGS__))
#define HPDF_Array_New(mmgr) (kx_haru_of((mmgr)->error)->HPDF_Array_New(mmgr))
#define HPDF_Binary_New(mmgr, ...) (kx_haru_of((mmgr)->error)->HPDF_Binary_New(mmgr, __VA_ARGS__))
#define HPDF_CallbackWriter_New(mmgr, ...) (kx_haru_of((mmgr)->error)->HPDF_CallbackWriter_New(mmgr, __VA_ARGS__))
#define HPDF_Dict_Add(dict, ...) (kx_haru_of((dict)->error)->HPDF_Dict_Add(dict, __VA_ARGS__))
#define HPDF_Dict_AddBoolean(dict, ...) (kx_haru_of((dict)->error)->HPDF_Dict_AddBoolean(dict, __VA_ARGS__))
#define HPDF_Dict_AddName(dict, ...) (kx_haru_of((dict)->error)->HPDF_Dict_AddName(dict, __VA_ARGS__))
#define HPDF_Dict_AddNumber(dict, ...) (kx_haru_of((dict)->error)->HPDF_Dict_AddNumber(dict, __VA_ARGS__))
#define HPDF_Dict_GetItem(dict, ...) (kx_haru_of((dict)->error)->HPDF_Dict_GetItem(dict, __VA_ARGS__))
#define HPDF_Dict_New(mmgr) (kx_haru_of((mmgr)->error)->HPDF_Dict_New(mmgr))
#define HPDF_Dict_RemoveElement(dict, ...) (kx_haru_of((dict)->error)->HPDF_Dict_RemoveElement(dict, __VA_ARGS__))
#define HPDF_Null_New(mmgr) (kx_haru_of((mmgr)->error)->HPDF_Null_New(mmgr))
#define HPDF_Obj_WriteValue(object, stream, ...) (kx_haru_of((stream)->error)->HPDF_Obj_WriteValue(object, stream, __VA_ARGS__))
#define HPDF_Real_New(mmgr, ...) (kx_haru_of((mmgr)->error)->HPDF_Real_New(mmgr, __VA_ARGS__))
#define HPDF_SetError(error, ...) (kx_haru_of(error)->HPDF_SetError(error, __VA_ARGS__))
#define HPDF_Stream_Free(stream) (kx_haru_of((stream)->error)->HPDF_Stream_Free(stream))
#define HPDF_String_New(mmgr, ...) (kx_haru_of((mmgr)->error)->HPDF_String_New(mmgr, __VA_ARGS__))
#define HPDF_Xref_Add(xref, ...) (kx_haru_of((xref)->error)->HPDF_Xref_Add(xref, __VA_ARGS__))
#define HPDF_Xref_GetEntry(xref, ...) (kx_haru_of((xref)->error)->HPDF_Xref_GetEntry(xref, __VA_ARGS__))

#endif
