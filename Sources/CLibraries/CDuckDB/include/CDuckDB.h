// DuckDB's C interface: the declarations that we call, and no others. Written from the documented interface, so that
// no header of DuckDB has to be installed. Stable since DuckDB 1.2; used here with 2.0.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint64_t idx_t;

typedef struct _duckdb_database *duckdb_database;
typedef struct _duckdb_connection *duckdb_connection;
typedef struct _duckdb_config *duckdb_config;
typedef struct _duckdb_prepared_statement *duckdb_prepared_statement;
typedef struct _duckdb_pending_result *duckdb_pending_result;
typedef struct _duckdb_appender *duckdb_appender;
typedef struct _duckdb_data_chunk *duckdb_data_chunk;
typedef struct _duckdb_vector *duckdb_vector;
typedef struct _duckdb_logical_type *duckdb_logical_type;
typedef struct _duckdb_error_data *duckdb_error_data;

// 0 is success, 1 is failure.
typedef uint32_t duckdb_state;

// Results are owned by the caller and given by address; the words but the last are deprecated.
typedef struct {
    idx_t deprecated_column_count;
    idx_t deprecated_row_count;
    idx_t deprecated_rows_changed;
    void *deprecated_columns;
    char *deprecated_error_message;
    void *internal_data;
} duckdb_result;

typedef struct { int32_t days; } duckdb_date;
typedef struct { int64_t micros; } duckdb_timestamp;
typedef struct { uint64_t lower; int64_t upper; } duckdb_hugeint;

// Up to 12 bytes stand in the value itself; longer texts stand behind the pointer, their first 4 bytes repeated.
typedef struct {
    uint32_t length;
    char prefix[4];
    const char *pointer;
} duckdb_string_t;

typedef struct {
    double percentage;
    uint64_t rows_processed;
    uint64_t total_rows_to_process;
} duckdb_query_progress_type;

// Opening
const char *duckdb_library_version(void);
duckdb_state duckdb_create_config(duckdb_config *out_config);
duckdb_state duckdb_set_config(duckdb_config config, const char *name, const char *option);
void duckdb_destroy_config(duckdb_config *config);
duckdb_state duckdb_open_ext(const char *path, duckdb_database *out_database, duckdb_config config, char **out_error);
void duckdb_close(duckdb_database *database);
duckdb_state duckdb_connect(duckdb_database database, duckdb_connection *out_connection);
void duckdb_disconnect(duckdb_connection *connection);
void duckdb_interrupt(duckdb_connection connection);
duckdb_query_progress_type duckdb_query_progress(duckdb_connection connection);
void duckdb_free(void *pointer);

// Results
duckdb_state duckdb_query(duckdb_connection connection, const char *query, duckdb_result *out_result);
void duckdb_destroy_result(duckdb_result *result);
const char *duckdb_result_error(duckdb_result *result);
uint32_t duckdb_result_error_type(duckdb_result *result);
idx_t duckdb_column_count(duckdb_result *result);
const char *duckdb_column_name(duckdb_result *result, idx_t column);
uint32_t duckdb_column_type(duckdb_result *result, idx_t column);
duckdb_logical_type duckdb_column_logical_type(duckdb_result *result, idx_t column);
idx_t duckdb_rows_changed(duckdb_result *result);
duckdb_data_chunk duckdb_fetch_chunk(duckdb_result result);

// Prepared statements; parameters count from 1
duckdb_state duckdb_prepare(
    duckdb_connection connection, const char *query, duckdb_prepared_statement *out_prepared_statement);
void duckdb_destroy_prepare(duckdb_prepared_statement *prepared_statement);
const char *duckdb_prepare_error(duckdb_prepared_statement prepared_statement);
idx_t duckdb_nparams(duckdb_prepared_statement prepared_statement);
duckdb_state duckdb_clear_bindings(duckdb_prepared_statement prepared_statement);
duckdb_state duckdb_bind_null(duckdb_prepared_statement statement, idx_t parameter);
duckdb_state duckdb_bind_boolean(duckdb_prepared_statement statement, idx_t parameter, bool value);
duckdb_state duckdb_bind_int64(duckdb_prepared_statement statement, idx_t parameter, int64_t value);
duckdb_state duckdb_bind_double(duckdb_prepared_statement statement, idx_t parameter, double value);
duckdb_state duckdb_bind_date(duckdb_prepared_statement statement, idx_t parameter, duckdb_date value);
duckdb_state duckdb_bind_timestamp(duckdb_prepared_statement statement, idx_t parameter, duckdb_timestamp value);
duckdb_state duckdb_bind_varchar_length(
    duckdb_prepared_statement statement, idx_t parameter, const char *value, idx_t length);
duckdb_state duckdb_bind_blob(
    duckdb_prepared_statement statement, idx_t parameter, const void *value, idx_t length);
duckdb_state duckdb_execute_prepared(duckdb_prepared_statement statement, duckdb_result *out_result);
duckdb_state duckdb_pending_prepared_streaming(
    duckdb_prepared_statement statement, duckdb_pending_result *out_pending_result);
duckdb_state duckdb_execute_pending(duckdb_pending_result pending_result, duckdb_result *out_result);
const char *duckdb_pending_error(duckdb_pending_result pending_result);
void duckdb_destroy_pending(duckdb_pending_result *pending_result);

// Chunks of at most 2,048 rows
void duckdb_destroy_data_chunk(duckdb_data_chunk *chunk);
idx_t duckdb_data_chunk_get_column_count(duckdb_data_chunk chunk);
idx_t duckdb_data_chunk_get_size(duckdb_data_chunk chunk);
duckdb_vector duckdb_data_chunk_get_vector(duckdb_data_chunk chunk, idx_t column);
void *duckdb_vector_get_data(duckdb_vector vector);
uint64_t *duckdb_vector_get_validity(duckdb_vector vector);
void duckdb_destroy_logical_type(duckdb_logical_type *type);
uint8_t duckdb_decimal_scale(duckdb_logical_type type);
uint8_t duckdb_decimal_width(duckdb_logical_type type);

// Appender
duckdb_state duckdb_appender_create(
    duckdb_connection connection, const char *schema, const char *table, duckdb_appender *out_appender);
idx_t duckdb_appender_column_count(duckdb_appender appender);
duckdb_state duckdb_appender_end_row(duckdb_appender appender);
duckdb_state duckdb_append_null(duckdb_appender appender);
duckdb_state duckdb_append_bool(duckdb_appender appender, bool value);
duckdb_state duckdb_append_int32(duckdb_appender appender, int32_t value);
duckdb_state duckdb_append_int64(duckdb_appender appender, int64_t value);
duckdb_state duckdb_append_double(duckdb_appender appender, double value);
duckdb_state duckdb_append_date(duckdb_appender appender, duckdb_date value);
duckdb_state duckdb_append_timestamp(duckdb_appender appender, duckdb_timestamp value);
duckdb_state duckdb_append_varchar_length(duckdb_appender appender, const char *value, idx_t length);
duckdb_state duckdb_append_blob(duckdb_appender appender, const void *value, idx_t length);
duckdb_state duckdb_appender_flush(duckdb_appender appender);
duckdb_state duckdb_appender_close(duckdb_appender appender);
duckdb_state duckdb_appender_destroy(duckdb_appender *appender);
duckdb_error_data duckdb_appender_error_data(duckdb_appender appender);

// Errors
uint32_t duckdb_error_data_error_type(duckdb_error_data error_data);
const char *duckdb_error_data_message(duckdb_error_data error_data);
void duckdb_destroy_error_data(duckdb_error_data *error_data);
