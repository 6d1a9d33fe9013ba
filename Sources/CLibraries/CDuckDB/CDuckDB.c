#include "CDuckDB.h"

// The layouts below are DuckDB's C interface: a change of size would corrupt memory, so it must not compile.
_Static_assert(sizeof(duckdb_result) == 48, "duckdb_result has six words");
_Static_assert(sizeof(duckdb_string_t) == 16, "duckdb_string_t has 16 bytes");
_Static_assert(sizeof(duckdb_hugeint) == 16, "duckdb_hugeint has 16 bytes");
