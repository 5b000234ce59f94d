// One page of an OFD file (GB/T 33190): its texts and straight lines, placed as those of a PDF.
#pragma once

#include "crawler/attachment/pdf_layout.h"
#include "crawler/attachment/reading.h"

namespace duwang::crawler {

class OfdPageHandler final : public xml::Handler {
  public:
    explicit OfdPageHandler(PdfPage& page) : page_(page) {}
    void start(std::string_view name, std::span<const xml::Attribute> attributes) override;
    void end(std::string_view name) override;
    void text(std::string_view part) override;
    int images() const { return images_; }
    const std::vector<std::string>& addresses() const { return addresses_; }

  private:
    struct Box {
        double x = 0, y = 0, width = 0, height = 0;
    };
    PdfPage& page_;
    Box object_;
    double size_ = 0, scale_ = 1, x_ = 0, y_ = 0;
    std::string deltas_, raw_;
    bool in_code_ = false, in_path_ = false, in_box_ = false;
    int images_ = 0;
    std::vector<std::string> addresses_;

    void close_code();
    void close_path();
};

// Numbers of a list, "10 20.5 30 4"; what is none ends it.
std::vector<double> ofd_numbers(std::string_view text, std::size_t most);

}  // namespace duwang::crawler
