using System.Text.Json;
using Finance.Core.Importing;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;
using FsCheck;
using FsCheck.Fluent;

namespace Finance.Core.Tests.Importing;

public sealed class ImportLinesRowTests
{
    private static readonly UserId Owner = UserId.FromObjectId(Guid.Parse("6a4f1f34-6c1d-4a58-9c0f-1d1b7f3f0a11"));

    private static readonly Gen<string?> Ids =
        from day in Gen.Choose(0, 100_000)
        from entry in Gen.Choose(1, int.MaxValue)
        from isImported in Gen.Elements(true, false)
        from hash in Gen.Choose(0, int.MaxValue)
        select isImported
            ? TransactionId.Create(LedgerDates.First.AddDays(day), entry, new EntryIdentity(0, (ulong)hash << 9, (ulong)hash).Tail).ToString()
            : TransactionId.CreateByHand(LedgerDates.First.AddDays(day), entry).ToString();

    private static readonly Gen<ImportLine> Lines =
        from line in Gen.Choose(1, int.MaxValue)
        from verdict in Gen.Elements(Enum.GetValues<Verdict>())
        from reason in Gen.Elements(null, "The ledger has this entry already.", "Zwei Gründe\n\u0000", string.Empty)
        from id in Gen.OneOf(Gen.Constant((string?)null), Ids)
        from field in Gen.Elements(null, "amount", "date")
        from raw in Gen.Elements(null, string.Empty, "1.000,00 €", new string('x', 200))
        select new ImportLine(line, verdict, reason, id, field, raw);

    [Fact]
    public void Read_WhatWasWritten_IsTheSameLines() => Check.QuickThrowOnFailure(
        Prop.ForAll(Lines.ListOf().ToArbitrary(), lines =>
        {
            var row = ImportLinesRow.Write(Owner, "import", 0, [.. lines], 7);

            return row.Int("Count") == lines.Count
                && row.Flag("HasFailed") == lines.Any(line => line.Verdict == Verdict.Failed)
                && row.Long("Version") == 7
                && ImportLinesRow.Read(row).SequenceEqual(lines);
        }));

    [Fact]
    public void Read_MoreThanOnePropertyHolds_IsAllOfIt()
    {
        var lines = Enumerable.Range(1, 1000)
            .Select(line => new ImportLine(line, Verdict.Failed, $"Reason {line}", null, "amount", new string('€', 200)))
            .ToList();

        Assert.Equal(lines, ImportLinesRow.Read(ImportLinesRow.Write(Owner, "import", 0, lines, 1)));
    }

    [Fact]
    public void Read_RowOfBeforeLinesWerePacked_IsItsLines()
    {
        var id = TransactionId.CreateByHand(new DateOnly(2026, 3, 14), 12).ToString();
        var row = new Row(Owner.ToString(), LedgerKeys.ImportLines("import", 0))
            .Set("Count", 2)
            .Set("HasFailed", true)
            .Set("Lines0", $$"""[{"l":2,"v":0,"t":"{{id}}"},{"l":3,"v":5,"r":"No""")
            .Set("Lines1", $$""" amount.","f":"amount","w":"abc"}]""");

        Assert.Equal(
            [new(2, Verdict.New, null, id), new(3, Verdict.Failed, "No amount.", null, "amount", "abc")],
            ImportLinesRow.Read(row));
    }

    [Fact]
    public void Write_LinesOfACommit_TakeLessThanAThirdOfTheirText()
    {
        var lines = Enumerable.Range(1, 92).Select(line => new ImportLine(
            line + 1,
            Verdict.New,
            null,
            TransactionId.Create(
                new DateOnly(2026, 3, 1).AddDays(line / 10),
                5000 + line,
                new EntryIdentity(0, EntryIdentity.BankHash("money", $"{line}"), EntryIdentity.BankHash("content", $"{line}")).Tail).ToString())).ToList();

        var packed = ImportLinesRow.Write(Owner, "import", 0, lines, 1).FindBytes("Lines0")!;

        Assert.True(Convert.ToBase64String(packed).Length * 3 < JsonSerializer.Serialize(lines).Length);
    }
}
