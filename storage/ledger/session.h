// The door to SOCI: opening a database and turning its failures into Errors. Inside storage/ledger
// only.
#pragma once

#include <soci/soci.h>

#include <stdexcept>
#include <string>
#include <type_traits>

#include "core/json.h"
#include "core/result.h"

namespace duwang::storage {

// The integer type that SOCI exchanges on both engines.
using SqlInt = long long;

// Thrown inside storage/ledger for what the caller can put right; guarded() makes it an Error.
class Refusal : public std::runtime_error {
  public:
    Refusal(Errc kind, const std::string& what) : std::runtime_error(what), code(kind) {}
    Errc code;
};

// Opens "sqlite3://path" or a plain path. Throws Refusal or soci::soci_error.
void open_session(soci::session& sql, const std::string& connection, bool create);

// What a failure of the database means for people.
Error database_error(const std::string& doing, const std::string& message);

// Runs work that throws; every public function of the ledger is one call of this.
template <class F>
auto guarded(const std::string& doing, F&& work) -> Result<std::invoke_result_t<F>> {
    try {
        if constexpr (std::is_void_v<std::invoke_result_t<F>>) {
            work();
            return {};
        } else {
            return work();
        }
    } catch (const Refusal& refusal) {
        return failure(refusal.code, refusal.what());
    } catch (const soci::soci_error& error) {
        return tl::unexpected<Error>(database_error(doing, error.get_error_message()));
    }
}

// A transaction that writes. It takes the one write lock first: a reading transaction that wants to
// write later could be refused half way when another process has written in between.
class Writing {
  public:
    explicit Writing(soci::session& sql) : transaction_(sql) {
        sql << "UPDATE ledger_lock SET turn = turn + 1";
    }
    void commit() { transaction_.commit(); }

  private:
    soci::transaction transaction_;
};

// Lists of texts are stored as JSON.
std::string list_text(const std::vector<std::string>& list);
std::vector<std::string> text_list(const std::string& json);

}  // namespace duwang::storage
