// Opens every workbook of a folder with a library and saves it into another: node resave.js LIBRARY FROM TO
"use strict";
const fs = require("fs");
const path = require("path");

// The values of every sheet, row by row; a date is a Date at midnight in the local zone.
function pages(from) {
  const library = require("@e965/xlsx");
  const book = library.readFile(from, { cellDates: true });
  const rows = (name) =>
    library.utils.sheet_to_json(book.Sheets[name], { header: 1, raw: true, defval: null, blankrows: true });
  return book.SheetNames.map((name) => [name, rows(name)]);
}

const savers = {
  async sheetjs(from, to) {
    const library = require("@e965/xlsx");
    library.writeFile(library.readFile(from), to);
  },
  async "sheetjs-dates"(from, to) {
    const library = require("@e965/xlsx");
    library.writeFile(library.readFile(from, { cellDates: true, cellNF: true }), to, { cellDates: true, bookSST: true });
  },
  async exceljs(from, to) {
    const { Workbook } = require("exceljs");
    const book = new Workbook();
    await book.xlsx.readFile(from);
    await book.xlsx.writeFile(to);
  },
  async "xlsx-populate"(from, to) {
    const library = require("xlsx-populate");
    await (await library.fromFileAsync(from)).toFileAsync(to);
  },
  async "xlsx-js-style"(from, to) {
    const library = require("xlsx-js-style");
    library.writeFile(library.readFile(from), to);
  },
  async "sheetjs-values"(from, to) {
    const { utils, writeFile } = require("@e965/xlsx");
    const book = utils.book_new();
    for (const [name, rows] of pages(from)) utils.book_append_sheet(book, utils.aoa_to_sheet(rows), name);
    writeFile(book, to);
  },
  // It writes dates in world time, eight hours early in China: those are refused with the day that is meant.
  async excel4node(from, to) {
    const library = require("excel4node");
    const book = new library.Workbook();
    const kinds = { number: "number", boolean: "bool", object: "date", string: "string" };
    for (const [name, rows] of pages(from)) {
      const sheet = book.addWorksheet(name);
      rows.forEach((row, place) =>
        row.forEach((value, number) => {
          if (value !== null) sheet.cell(place + 1, number + 1)[kinds[typeof value]](value);
        }),
      );
    }
    await new Promise((done, failed) => book.write(to, (error) => (error ? failed(error) : done())));
  },
};

(async () => {
  const [library, from, to] = process.argv.slice(2);
  for (const name of fs.readdirSync(from).filter((name) => name.endsWith(".xlsx"))) {
    await savers[library](path.join(from, name), path.join(to, name));
  }
})();
