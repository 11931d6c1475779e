namespace Finance.Core.Exporting.Statements;

/// <summary>What a statement for people to read says above its entries.</summary>
/// <param name="Scope">The account's name, or that it is about all of them.</param>
/// <param name="Filters">What the entries were chosen by besides account and days, in words; empty for all entries.</param>
/// <param name="MadeOn">Today, where the user is.</param>
/// <param name="EntryCount">Entries that follow; they are as many as long as the ledger stands still.</param>
public sealed record Statement(
    string Scope,
    DateRange Period,
    IReadOnlyList<string> Filters,
    DateTimeOffset MadeAt,
    DateOnly MadeOn,
    int EntryCount,
    IReadOnlyList<StatementAccount> Accounts,
    IReadOnlyList<StatementCurrency> Currencies)
{
    /// <summary>Whether the entries are all of their days, so that they lead from the opening to the closing balance.</summary>
    public bool HasBalances => Filters.Count == 0;
}

/// <summary>What the entries of a statement did to one account, and where they began and ended.</summary>
/// <param name="Transfers">What came from other accounts, less what went to them.</param>
public sealed record StatementAccount(string Name, Money Opening, Money Income, Money Expenses, Money Transfers, Money Closing)
{
    public Currency Currency => Opening.Currency;
}

/// <summary>Income and expenses in one currency; nothing in another is in it.</summary>
/// <param name="Spans">Month by month or, where the period is long, year by year; the earliest first, none left out.</param>
/// <param name="Spending">By category, the largest first.</param>
public sealed record StatementCurrency(
    Currency Currency,
    Money Income,
    Money Expenses,
    IReadOnlyList<StatementSpan> Spans,
    IReadOnlyList<StatementSpending> Spending);

/// <param name="Label">As <c>2026-03</c> or <c>2026</c>.</param>
public sealed record StatementSpan(string Label, Money Income, Money Expenses);

/// <param name="Category">Null for what is in none.</param>
public sealed record StatementSpending(string? Category, Money Amount);

/// <summary>One entry.</summary>
/// <param name="Title">Whom it was with, or else what it was.</param>
/// <param name="Detail">What else there is to say, the account's name among it where the statement is about several.</param>
/// <param name="Amount">What it did to the account.</param>
/// <param name="Balance">The account's after it.</param>
public sealed record StatementLine(DateOnly Date, string Title, string Detail, string Category, Money Amount, Money Balance);

/// <summary>Lays a statement out in pages.</summary>
public interface IStatementPrinter
{
    string ContentType { get; }

    /// <returns>The document piece by piece, as <see cref="ExportFile.Content"/> has it.</returns>
    IAsyncEnumerable<ReadOnlyMemory<byte>> PrintAsync(
        Statement statement,
        IAsyncEnumerable<StatementLine> lines,
        CancellationToken cancellationToken);
}
