#include "app/cli_entries.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "app/commands.h"
#include "app/entry_commands.h"

namespace duwang::app {
namespace {

using workflow::EntryTable;

// What was written on the line.
struct Words {
    Place place;
    TemplateOrder form;
    std::string name, file, round;
    std::vector<std::string> files;
    bool files_anywhere = false;

    FilesFrom attachments() const {
        return files_anywhere ? FilesFrom::anywhere : FilesFrom::beside;
    }
};

class EntryCommands {
  public:
    EntryCommands(CLI::App& app, std::function<int()>& action) : app_(app), action_(action) {}

    void add() {
        add_template();
        add_import();
        add_tables();
        add_entries();
    }

  private:
    CLI::App& app_;
    std::function<int()>& action_;
    std::shared_ptr<Words> words_ = std::make_shared<Words>();

    CLI::App* in_workspace(CLI::App& parent, const char* name, const char* help) {
        CLI::App* command = parent.add_subcommand(name, help);
        command->add_option("-w,--workspace", words_->place.workspace, "Folder of the workspace")
            ->capture_default_str();
        command->add_option("--data", words_->place.data, "Folder with schemes/ and vocabulary/");
        return command;
    }

    void on(CLI::App* command, std::function<int(const Words&)> run) {
        command->callback([&action = action_, words = words_, run = std::move(run)] {
            action = [words, run] { return run(*words); };
        });
    }

    void add_files_anywhere(CLI::App* import) {
        import->add_flag("--files-anywhere", words_->files_anywhere,
                         "Attachments may lie anywhere on this machine, not only beside the table");
    }

    void add_template() {
        CLI::App* form = in_workspace(
            app_, "template", "Write a table to fill in, with everything that is known (录入表)");
        form->add_option("table", words_->form.table,
                         "marks, ratings, imports, exemptions, daily, rectifications or calls")
            ->required();
        form->add_option("name", words_->form.name, "Name of a round or a plan")->required();
        form->add_option("file", words_->form.file,
                         ".xlsx or .csv to write; default: NAME-TABLE.xlsx");
        form->add_option("--unit", words_->form.unit,
                         "Only this unit, by id or name; of ratings: only what it rates");
        form->add_flag("--missing", words_->form.missing, "Only what is not entered yet");
        form->footer("calls: telephone numbers of captured guides. docs/entry.md explains each.");
        on(form, [](const Words& words) { return template_command(words.place, words.form); });
    }

    void add_import() {
        CLI::App* import =
            in_workspace(app_, "import", "Import filled templates into a round or a plan");
        import->add_option("name", words_->name, "Name of the round or the plan")->required();
        import->add_option("files", words_->files, "Tables, .xlsx or CSV (UTF-8 or GB18030)")
            ->required();
        add_files_anywhere(import);
        import->footer(
            "What a table holds is told by the name of its sheet, else by its header. All files "
            "are "
            "imported, or nothing. Attachments (附件) are copied into the workspace.");
        on(import, [](const Words& words) {
            return import_command(words.place,
                                  {words.name, words.files, std::nullopt, words.attachments()});
        });
    }

    void add_tables() {
        CLI::App* marks = app_.add_subcommand("marks", "Marks that people enter (录分)");
        marks->require_subcommand(1);
        CLI::App* import = in_workspace(*marks, "import", "Import marks into a round or a plan");
        add_table(import, EntryTable::marks);
        import->add_option("--round", words_->round, "Name of the round, where no NAME is written");
        CLI::App* ratings = app_.add_subcommand("ratings", "Ratings that units give others (互评)");
        ratings->require_subcommand(1);
        add_table(in_workspace(*ratings, "import", "Import ratings into a plan"),
                  EntryTable::ratings);
    }

    void add_table(CLI::App* command, EntryTable table) {
        command
            ->add_option("names", words_->files,
                         "NAME of a round or a plan, then FILE …, .xlsx or CSV")
            ->required();
        add_files_anywhere(command);
        on(command, [table](const Words& words) {
            ImportOrder order{words.round, words.files, table, words.attachments()};
            if (words.round.empty()) {
                order.name = words.files.front();
                order.files.erase(order.files.begin());
            }
            if (order.files.empty())
                return report_error(
                    {Errc::usage, "no file; write the name of the round or plan, then the files"});
            return import_command(words.place, order);
        });
    }

    void add_entries() {
        CLI::App* entries = app_.add_subcommand(
            "entries", "Facts, cases, decisions and daily points that people enter (录入)");
        entries->require_subcommand(1);
        CLI::App* enter = in_workspace(*entries, "import", "Import entries.csv into a round");
        enter
            ->add_option(
                "file", words_->file,
                "CSV with kind, unit, item, finding, object, value, scale, details, reason, "
                "by, at, basis, attachments")
            ->required();
        enter->add_option("--round", words_->round, "Name of the round")->required();
        add_files_anywhere(enter);
        enter->footer(
            "kind: fact 事实, case 个案, confirm 确认, dismiss 不成立, exempt 不适用, choose 选分, "
            "import 外部成绩, daily 日常加减分, call 电话. docs/schemes.md explains each.");
        on(enter, [](const Words& words) {
            return entries_import_command(words.place, words.round, words.file,
                                          words.files_anywhere);
        });
    }
};

}  // namespace

void add_entry_commands(CLI::App& app, std::function<int()>& action) {
    EntryCommands(app, action).add();
}

}  // namespace duwang::app
