// Writes a site for the benches: make_pages FOLDER [PAGES [SEED]]. The same arguments give the same
// bytes. Every page has about 46 KB and 150 links; every fifth is GBK. FOLDER/urls.txt lists the
// paths; all of them are reached from / within a few clicks.
#include <fmt/format.h>
#include <iconv.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>

namespace {

constexpr std::size_t page_bytes = 46 * 1024;
constexpr std::uint64_t children = 40;  // pages in the tree below each page
constexpr std::uint64_t columns = 20;   // in the navigation of every page

constexpr std::array<std::string_view, 24> words{
    "关于印发", "实施方案", "的通知",   "全县",     "农业农村", "教育体育", "乡村振兴", "项目建设",
    "工作会议", "公告",     "营商环境", "安全生产", "防汛抗旱", "社会保障", "医疗卫生", "财政预算",
    "公开招聘", "行政许可", "环境保护", "城乡建设", "交通运输", "文化旅游", "政务服务", "监督检查"};
constexpr std::array<std::string_view, columns> column_names{
    "首页",     "政府信息公开", "政策文件", "机构职能", "政务服务", "互动交流", "走进清源",
    "新闻中心", "通知公告",     "部门动态", "乡镇动态", "专题专栏", "财政信息", "人事信息",
    "规划计划", "统计信息",     "应急管理", "项目信息", "招标采购", "数据开放"};
constexpr std::array<std::string_view, 5> external{
    "http://www.province.bench-example.cn/", "http://www.city.bench-example.cn/",
    "http://www.ministry.bench-example.cn/gk/", "http://www.service.bench-example.cn/",
    "http://www.media.bench-example.cn/"};

// splitmix64: small, and the same everywhere, which the standard distributions are not.
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    std::uint64_t below(std::uint64_t end) { return next() % end; }
    std::string_view word() { return words[below(words.size())]; }

  private:
    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }
    std::uint64_t state_;
};

std::string path_of(std::uint64_t page) {
    if (page == 0) return "/index.html";
    if (page < columns) return fmt::format("/col{:02}/index.html", page);
    return fmt::format("/col{:02}/{}/t{}_{}.html", page % columns, 202'201 + page % 12,
                       20'220'101 + page % 12 * 100 + page % 28, page);
}

bool is_gbk(std::uint64_t page) { return page % 5 == 4; }

std::string sentence(Random& random, int parts) {
    std::string text;
    for (int i = 0; i < parts; ++i) text += random.word();
    return text;
}

std::string item(Random& random, std::uint64_t target) {
    std::string title = sentence(random, 4);
    return fmt::format(
        "    <li class=\"list-item\"><a href=\"{}\" title=\"{}\" target=\"_blank\">{}</a>"
        "<span class=\"date\">2022-{:02}-{:02}</span></li>\n",
        path_of(target), title, title, 1 + random.below(12), 1 + random.below(28));
}

std::string head(Random& random, std::uint64_t page) {
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"{}\">\n"
        "<title>{} - 清源县人民政府</title>\n"
        "<meta name=\"SiteName\" content=\"清源县人民政府\">\n"
        "<meta name=\"SiteDomain\" content=\"www.bench.gov.cn\">\n"
        "<meta name=\"SiteIDCode\" content=\"9901000099\">\n"
        "<meta name=\"ColumnName\" content=\"{}\">\n"
        "<style>.list-item{{height:32px}} .date{{float:right}} .nav li{{display:inline}}</style>\n"
        "<script>var page = {{id: {}, url: \"{}\"}}; if (page.id < 3) {{ page.first = true; }}"
        "</script>\n</head>\n<body>\n<!-- {} -->\n",
        is_gbk(page) ? "gbk" : "utf-8", sentence(random, 5), column_names[page % columns], page,
        path_of(page), sentence(random, 3));
}

std::string lists(Random& random, std::uint64_t page, std::uint64_t pages) {
    std::string html = "<div class=\"nav\"><ul>\n";
    for (std::uint64_t i = 0; i < columns; ++i)
        html += fmt::format("    <li><a href=\"{}\">{}</a></li>\n", path_of(i % pages),
                            column_names[i]);
    html += "</ul></div>\n<div class=\"main\"><ul class=\"list\">\n";
    for (std::uint64_t i = 1; i <= children; ++i) {
        std::uint64_t child = page * children + i;
        html += item(random, child < pages ? child : random.below(pages));
    }
    html += "</ul></div>\n<div class=\"side\"><ul class=\"list hot\">\n";
    for (int i = 0; i < 80; ++i) html += item(random, random.below(pages));
    return html + "</ul></div>\n";
}

std::string foot() {
    std::string html = "<div class=\"footer\">\n";
    for (std::string_view address : external)
        html += fmt::format("<a href=\"{}\">友情链接</a>\n", address);
    return html +
           "<a href=\"javascript:void(0)\">收藏本站</a> <a "
           "href=\"mailto:a@bench.gov.cn\">邮箱</a>\n"
           "<a href=\"#top\">返回顶部</a> <a href=\"/index.html\">首页</a> "
           "<a href=\"/col01/index.html\">网站地图</a>\n"
           "<p>主办：清源县人民政府办公室 网站标识码：9901000099 备案号：京ICP备00000000号"
           " 联系电话：0999-9900099</p>\n</div>\n</body>\n</html>\n";
}

// Bytes in GBK: two for each character beyond ASCII, which has three in UTF-8 here.
std::size_t gbk_size(std::string_view text) {
    std::size_t size = 0;
    for (char c : text) {
        auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) size += 1;
        if (byte >= 0xC0) size += 2;
    }
    return size;
}

std::string make_page(std::uint64_t page, std::uint64_t pages, std::uint64_t seed) {
    Random random(seed * 1'000'003 + page);
    std::string html = head(random, page) + lists(random, page, pages);
    std::string end = foot();
    bool gbk = is_gbk(page);
    std::size_t size = gbk ? gbk_size(html) + gbk_size(end) : html.size() + end.size();
    html += "<div class=\"article\" id=\"zoom\">\n";
    while (size < page_bytes) {
        std::string paragraph = fmt::format(
            "<p style=\"text-indent:2em\"><span style=\"font-size:16px\">{}。{}，{}。</span></p>\n",
            sentence(random, 8), sentence(random, 6), sentence(random, 10));
        size += gbk ? gbk_size(paragraph) : paragraph.size();
        html += paragraph;
    }
    return html + "</div>\n" + end;
}

bool to_gbk(std::string& text) {
    iconv_t converter = iconv_open("GBK", "UTF-8");
    std::string out(text.size(), '\0');
    char* from = text.data();
    char* to = out.data();
    std::size_t left = text.size(), room = out.size();
    bool done = iconv(converter, &from, &left, &to, &room) != static_cast<std::size_t>(-1);
    iconv_close(converter);
    out.resize(out.size() - room);
    text = std::move(out);
    return done;
}

bool write_file(const std::filesystem::path& path, std::string_view content) {
    std::filesystem::create_directories(path.parent_path());
    std::FILE* file = std::fopen(path.c_str(), "wb");
    if (file == nullptr) return false;
    bool done = std::fwrite(content.data(), 1, content.size(), file) == content.size();
    return std::fclose(file) == 0 && done;
}

std::uint64_t number(const char* text) {
    std::uint64_t value = 0;
    std::string_view view(text);
    std::from_chars(view.data(), view.data() + view.size(), value);
    return value;
}

}  // namespace

int main(int argc, char** argv) {
    std::uint64_t pages = argc > 2 ? number(argv[2]) : 3'000;
    std::uint64_t seed = argc > 3 ? number(argv[3]) : 1;
    if (argc < 2 || pages == 0) {
        fmt::print(stderr, "make_pages FOLDER [PAGES [SEED]]\n");
        return 2;
    }
    std::string folder = argv[1], list;
    for (std::uint64_t page = 0; page < pages; ++page) {
        std::string content = make_page(page, pages, seed), path = path_of(page);
        if ((is_gbk(page) && !to_gbk(content)) || !write_file(folder + path, content)) {
            fmt::print(stderr, "make_pages: {}{} could not be written\n", folder, path);
            return 1;
        }
        list += path + "\n";
    }
    bool done = write_file(folder + "/urls.txt", list) &&
                write_file(folder + "/robots.txt", "User-agent: *\nDisallow:\n");
    return done ? 0 : 1;
}
