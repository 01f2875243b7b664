#pragma once
// A population in a folder of its own, gone with the test; and its mistakes in one line each.

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "doudi/base/diagnostic.hpp"
#include "doudi/population/read.hpp"
#include "temporary_folder.hpp"

template <>
struct doctest::StringMaker<std::vector<std::string>> {
    static String convert(const std::vector<std::string>& lines) {
        std::string text;
        for (const std::string& line : lines) {
            text += "\n    " + line;
        }
        return text.c_str();
    }
};

namespace doudi::population::testing {

class Folder : public test::TemporaryFolder {
public:
    const Folder& write(const std::string& name, std::string_view bytes) const {
        TemporaryFolder::write(name, bytes);
        return *this;
    }
};

/// "persons.csv:2:5 bad-number wage|1,2OO help-letter-for-digit O"
inline std::string line_of(const base::Diagnostic& told) {
    std::string line;
    if (told.span.file) {
        line = std::filesystem::path(told.span.file->name).filename().string();
    }
    if (told.span.line > 0) {
        line += ":" + std::to_string(told.span.line);
    }
    if (told.span.column > 0) {
        line += ":" + std::to_string(told.span.column);
    }
    const auto add = [&line](const std::string& code, const std::vector<std::string>& args) {
        line += (line.empty() ? "" : " ") + code;
        for (std::size_t i = 0; i < args.size(); ++i) {
            line += (i == 0 ? " " : "|") + args[i];
        }
    };
    add(told.code, told.args);
    if (!told.help.empty()) {
        add(told.help, told.help_args);
    }
    for (const base::Diagnostic& note : told.notes) {
        line += " <" + line_of(note) + ">";
    }
    return line;
}

inline std::vector<std::string> lines_of(const base::Diagnostics& all) {
    std::vector<std::string> lines;
    for (const base::Diagnostic& told : all.items()) {
        lines.push_back(line_of(told));
    }
    return lines;
}

inline table::ColumnSpec column(std::string name, table::ColumnKind kind, table::Empty empty = table::Empty::refused) {
    table::ColumnSpec spec;
    spec.headers = {name};
    spec.name = std::move(name);
    spec.kind = kind;
    spec.empty = empty;
    return spec;
}

/// Two small tables: household_id,area,vehicles and household_id,person_id,name,born,wage.
inline table::Schema small_schema() {
    using table::ColumnKind;
    using table::Empty;
    table::ColumnSpec area = column("area", ColumnKind::code);
    area.closed = true;
    area.spellings = {{"urban", "urban"}, {"城镇", "urban"}, {"rural", "rural"}};
    table::ColumnSpec vehicles = column("vehicles", ColumnKind::number, Empty::unknown);
    table::ColumnSpec name = column("name", ColumnKind::text, Empty::missing);
    name.personal = true;
    table::ColumnSpec born = column("born", ColumnKind::date, Empty::missing);
    table::ColumnSpec wage = column("wage", ColumnKind::number, Empty::unknown);
    wage.headers = {"wage", "工资性收入"};
    wage.decimals = 2;
    wage.min = 0;
    return {{{"household", "households.csv", "household_id", "", {area, vehicles}},
             {"person", "persons.csv", "person_id", "household_id", {name, born, wage}}}};
}

inline constexpr const char* sound_households = "household_id,area,vehicles\nh1,urban,0\nh2,rural,\n";
inline constexpr const char* sound_persons =
    "household_id,person_id,name,born,wage\nh1,p1,甲,1988-03-01,2100.50\nh1,p2,,,\nh2,p3,丙,1952-02-29,0\n";

/// The mistakes of two files, one line each.
inline std::vector<std::string> mistakes_of(std::string_view households, std::string_view persons) {
    Folder folder;
    folder.write("households.csv", households).write("persons.csv", persons);
    table::Words words;
    return lines_of(read(folder.path(), small_schema(), words, {}).diagnostics());
}
inline std::vector<std::string> mistakes_of_households(std::string_view households) {
    return mistakes_of(households, sound_persons);
}
inline std::vector<std::string> mistakes_of_persons(std::string_view persons) {
    return mistakes_of(sound_households, persons);
}

}  // namespace doudi::population::testing
