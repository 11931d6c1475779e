using System.Runtime.CompilerServices;
using System.Text;
using Finance.Core.Exporting.Statements;

namespace Finance.Core.Tests.Exporting;

/// <summary>Statements as plain lines, to see what is in them without laying out pages.</summary>
internal sealed class StatementText : IStatementPrinter
{
    public string ContentType => "text/plain";

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> PrintAsync(
        Statement statement,
        IAsyncEnumerable<StatementLine> lines,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var period = $"{LedgerDates.Format(statement.Period.From)}..{LedgerDates.Format(statement.Period.To)}";
        yield return Line($"{statement.Scope}|{period}|{string.Join(", ", statement.Filters)}|{statement.EntryCount}");
        foreach (var account in statement.Accounts)
        {
            yield return Line(
                $"account|{account.Name}|{account.Currency}|{account.Opening}|{account.Income}|{account.Expenses}|{account.Transfers}|{account.Closing}");
        }

        foreach (var currency in statement.Currencies)
        {
            yield return Line($"currency|{currency.Currency}|{currency.Income}|{currency.Expenses}");
            foreach (var span in currency.Spans)
            {
                yield return Line($"span|{span.Label}|{span.Income}|{span.Expenses}");
            }

            foreach (var spending in currency.Spending)
            {
                yield return Line($"spending|{spending.Category}|{spending.Amount}");
            }
        }

        await foreach (var line in lines.WithCancellation(cancellationToken))
        {
            yield return Line(
                $"{LedgerDates.Format(line.Date)}|{line.Title}|{line.Detail}|{line.Category}|{line.Amount} {line.Amount.Currency}|{line.Balance}");
        }
    }

    private static ReadOnlyMemory<byte> Line(string text) => Encoding.UTF8.GetBytes(text + "\n");
}
