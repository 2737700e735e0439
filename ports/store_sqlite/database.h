#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "stsafe/base/bytes.h"

struct sqlite3;
struct sqlite3_stmt;

// As much of SQLite as a store needs. Functions return SQLite's result codes: 0 is success.
namespace stsafe::store_sqlite {

/// A prepared statement. Parameters and columns count from 0.
class Statement {
 public:
  Statement() = default;
  Statement(sqlite3* connection, std::string_view sql);

  explicit operator bool() const { return handle_ != nullptr; }
  /// Binds a number, or bytes that stay where they are until reset().
  int bind(int parameter, std::int64_t value);
  int bind(int parameter, ByteView value);
  /// SQLITE_ROW or SQLITE_DONE, or what went wrong.
  int step();
  /// Makes it ready to run again and forgets what was bound.
  void reset();
  std::int64_t number(int column) const;
  /// The bytes of a column, valid until the next step.
  ByteView bytes(int column) const;
  std::string_view text(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* handle) const;
  };
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

/// A connection to a database file.
class Database {
 public:
  int open(const std::string& file, const std::string& vfs);
  void close() { handle_.reset(); }
  bool is_open() const { return handle_ != nullptr; }

  Statement prepare(std::string_view sql) const { return {handle_.get(), sql}; }
  /// Runs statements that answer nothing of interest.
  int run(const char* sql) const;
  /// The only number that a query answers; `fallback` if it answers none.
  std::int64_t query_number(std::string_view sql, std::int64_t fallback) const;
  /// The code of the last failure.
  int error_code() const;
  std::string error_text() const;

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  std::unique_ptr<sqlite3, Close> handle_;
};

}  // namespace stsafe::store_sqlite
