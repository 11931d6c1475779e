using System.Globalization;
using System.Text.Json;
using Finance.Core.Importing.Reading;

namespace Finance.Core.Tests.Importing.Reading;

/// <summary>Files of other projects, and what each must yield: <c>../Corpus/SOURCES.md</c>.</summary>
public sealed class CorpusTests
{
    private static readonly Dictionary<string, JsonElement> Expectations = Load();

    public static TheoryData<string> Files => [.. Expectations.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_FileOfAnotherProject_YieldsWhatItsReadersExpect(string file)
    {
        var expected = Expectations[file];
        var source = new MemoryStatementSource(File.ReadAllBytes(Path.Combine(Folder(), file)));

        var inspection = StatementReader.Inspect(source);

        if (expected.GetProperty("behaviour").GetString() == "reject")
        {
            Assert.IsType<Inspection.Unreadable>(inspection);
            return;
        }

        var content = Statements.Read(source, Assert.IsType<Inspection.Readable>(inspection));
        Assert.Empty(content.Errors);
        AssertStatements(expected, content);
        AssertEntries(expected, content);
    }

    private static void AssertStatements(JsonElement expected, StatementContent content)
    {
        if (expected.TryGetProperty("statements", out var count))
        {
            Assert.Equal(count.GetInt32(), content.Heads.Count);
        }

        if (expected.TryGetProperty("accounts", out var accounts))
        {
            Assert.Equal(accounts.EnumerateArray().Select(account => account.GetString()), content.Heads.Select(head => head.AccountId));
        }

        if (expected.TryGetProperty("currency", out var currency))
        {
            Assert.All(content.Heads, head => Assert.Equal(currency.GetString(), head.Currency));
        }

        if (expected.TryGetProperty("balances", out var balances))
        {
            Assert.Equal(
                balances.EnumerateArray().Select(balance => Number(balance.GetString()!)),
                content.Tails.Where(tail => tail.Ledger is not null).Select(tail => tail.Ledger!.Amount.ToDecimal()));
        }
    }

    private static void AssertEntries(JsonElement expected, StatementContent content)
    {
        if (expected.TryGetProperty("transactions", out var count))
        {
            Assert.Equal(count.GetInt32(), content.Rows.Count);
            Assert.Equal(count.GetInt32(), content.Inspection.Totals.Entries);
        }

        if (expected.TryGetProperty("sum", out var sum))
        {
            Assert.Equal(Number(sum.GetString()!), content.Sum);
        }

        if (expected.TryGetProperty("amounts", out var amounts))
        {
            Assert.Equal(
                amounts.EnumerateArray().Select(amount => Number(amount.GetString()!)),
                content.Rows.Select(row => Math.Abs(row.Amount.ToDecimal())));
        }

        if (expected.TryGetProperty("dates", out var dates))
        {
            Assert.Equal(
                dates.EnumerateArray().Select(date => date.GetString()),
                content.Rows.Select(row => row.Date.ToString("yyyyMMdd", CultureInfo.InvariantCulture)));
        }

        if (expected.TryGetProperty("first", out var first))
        {
            var row = content.Rows[0];
            Assert.Equal(first.GetProperty("date").GetString(), LedgerDates.Format(row.Date));
            Assert.Equal(Number(first.GetProperty("amount").GetString()!), row.Amount.ToDecimal());
            Assert.Equal(first.GetProperty("name").GetString(), row.Payee ?? "");
            Assert.Equal(first.TryGetProperty("fitid", out var id) ? id.GetString() : null, row.BankId);
        }
    }

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

    private static Dictionary<string, JsonElement> Load() => JsonDocument
        .Parse(File.ReadAllText(Path.Combine(Folder(), "expected.json")))
        .RootElement.EnumerateArray()
        .ToDictionary(expected => expected.GetProperty("file").GetString()!, StringComparer.Ordinal);

    private static string Folder() => Path.Combine(AppContext.BaseDirectory, "Importing", "Corpus");
}
