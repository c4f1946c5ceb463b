// SPDX-License-Identifier: Apache-2.0

// Debian's libxml2 names types of ICU in one structure that is not used here; Foundation brings an ICU of another
// version, and the compiler refuses two.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
