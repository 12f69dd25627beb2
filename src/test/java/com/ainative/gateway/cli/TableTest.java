package com.ainative.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TableTest {

    private static String print(Table table) {
        StringWriter text = new StringWriter();
        table.print(new PrintWriter(text, true));
        return text.toString();
    }

    @Test
    @DisplayName("GIVEN no rows WHEN a table is printed THEN its head is there")
    void print_empty() {
        assertThat(print(new Table("ONE", "TWO"))).isEqualTo("ONE  TWO\n");
    }

    @Test
    @DisplayName("GIVEN cells of any width WHEN a table is printed THEN columns are aligned, and no line ends in blanks")
    void print_aligned() {
        Table table = new Table("A", "LONGER", "C");
        table.row("wide cell", "", "");
        table.row("🙂", "x", "y");

        assertThat(print(table)).isEqualTo("""
                A          LONGER  C
                wide cell
                🙂          x       y
                """);
    }

    @Test
    @DisplayName("GIVEN a cell with line ends and escape sequences WHEN a table is printed THEN it forges no second row")
    void print_control() {
        Table table = new Table("A");
        table.row("x\n\u001b[2Jy");

        assertThat(print(table)).isEqualTo("A\nx [2Jy\n");
    }
}
