#include "ports/store_sqlite/database.h"

#include <sqlite3.h>

namespace stsafe::store_sqlite {

Statement::Statement(sqlite3* connection, std::string_view sql) {
  sqlite3_stmt* handle = nullptr;
  sqlite3_prepare_v2(connection, sql.data(), static_cast<int>(sql.size()), &handle, nullptr);
  handle_.reset(handle);
}

void Statement::Finalize::operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }

int Statement::bind(int parameter, std::int64_t value) {
  return sqlite3_bind_int64(handle_.get(), parameter + 1, value);
}

int Statement::bind(int parameter, ByteView value) {
  return sqlite3_bind_blob(handle_.get(), parameter + 1, value.data(),
                           static_cast<int>(value.size()), SQLITE_STATIC);
}

int Statement::step() { return sqlite3_step(handle_.get()); }

void Statement::reset() {
  sqlite3_reset(handle_.get());
  sqlite3_clear_bindings(handle_.get());
}

std::int64_t Statement::number(int column) const {
  return sqlite3_column_int64(handle_.get(), column);
}

ByteView Statement::bytes(int column) const {
  // The order of the two calls matters: the first may convert the value.
  const auto* data = static_cast<const std::byte*>(sqlite3_column_blob(handle_.get(), column));
  const auto size = sqlite3_column_bytes(handle_.get(), column);
  return {data, data != nullptr ? static_cast<std::size_t>(size) : 0};
}

std::string_view Statement::text(int column) const {
  const auto content = bytes(column);
  return {reinterpret_cast<const char*>(content.data()), content.size()};
}

int Database::open(const std::string& file, const std::string& vfs) {
  // SQLite gives names that begin with a colon a meaning of their own.
  const auto path = file.starts_with(':') ? "./" + file : file;
  sqlite3* handle = nullptr;
  const int opened = sqlite3_open_v2(
      path.c_str(), &handle,
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
      vfs.empty() ? nullptr : vfs.c_str());
  handle_.reset(handle);
  return opened;
}

void Database::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

int Database::run(const char* sql) const {
  return sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
}

std::int64_t Database::query_number(std::string_view sql, std::int64_t fallback) const {
  auto query = prepare(sql);
  return query && query.step() == SQLITE_ROW ? query.number(0) : fallback;
}

int Database::error_code() const { return sqlite3_errcode(handle_.get()); }

std::string Database::error_text() const { return sqlite3_errmsg(handle_.get()); }

}  // namespace stsafe::store_sqlite
