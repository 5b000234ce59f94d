// Certificates of every kind, made with the openssl program during the test.
#pragma once

#include <string>

#include "tests/support/program.h"

namespace duwang::test {

// One key pair and chain, as PEM files.
struct CertificateFiles {
    std::string chain;  // leaf first, as a server sends it
    std::string key;
};

// An authority to trust, and servers' certificates: "good", "expired", "not_yet_valid",
// "self_signed", "wrong_name", "incomplete" (its intermediate is not sent), "private_ca" (of an
// authority nobody trusts, root sent along), "soon" (ends in ten days). All for www.x.gov.cn and
// *.x.gov.cn but "wrong_name".
class Certificates {
  public:
    std::string ca_file() const { return folder_.path("ca.pem"); }
    // Made when first asked for, the authority too; throws when openssl fails, with what it said.
    CertificateFiles of(const std::string& kind);

  private:
    void authority(const std::string& name, const std::string& issuer, const std::string& subject);
    void leaf(const std::string& name, const std::string& issuer, const std::string& host,
              const std::string& from, const std::string& until, bool names_issuer_place);
    void openssl(const std::string& arguments) const;
    std::string in(const std::string& name) const { return folder_.path(name); }

    TempFolder folder_;
};

}  // namespace duwang::test
