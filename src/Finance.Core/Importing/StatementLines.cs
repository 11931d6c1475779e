using Finance.Core.Accounts;
using Finance.Core.Categories;
using Finance.Core.Importing.Reading;
using Finance.Core.Ledgers;
using Finance.Core.Transactions;

namespace Finance.Core.Importing;

/// <summary>Reads a statement file row by row into lines that can be judged and committed.</summary>
internal sealed class StatementLines : IDisposable
{
    private const int MaxPayee = 200;
    private const int MaxDescription = 500;
    private readonly Import _import;
    private readonly Chart _chart;
    private readonly DateTimeOffset _now;
    private readonly StatementEvents _events;
    private readonly StatementProofs _proofs;
    private readonly FileEntries _entries = new();
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly ILookup<string, Category> _categories;
    private readonly bool _runsByDay;
    private IReadOnlyList<string> _formerIds = [];
    private Account _account;
    private long _ordinal;
    private bool _isAtEnd;
    private Month? _month;

    internal StatementLines(Import import, Chart chart, StatementEvents events, RowOrder order, StatementProofs proofs, DateTimeOffset now)
    {
        (_import, _chart, _events, _proofs, _now) = (import, chart, events, proofs, now);
        _account = chart.AccountNow(import.AccountId);
        _categories = chart.Categories.ToLookup(category => category.Name, StringComparer.OrdinalIgnoreCase);
        _runsByDay = order != RowOrder.Mixed;
    }

    public void Dispose() => _events.Dispose();

    /// <summary>
    /// The account that a statement of the file belongs to: the one with its number, or whose id it has, else the one the file was meant
    /// for.
    /// </summary>
    internal static Account AccountFor(Chart chart, string meantFor, StatementHead head) =>
        chart.Accounts.FirstOrDefault(account => account.Number is { } number && SameNumber(number, head.AccountId))
        ?? chart.FindAccount(head.AccountId)
        ?? chart.AccountNow(meantFor);

    /// <summary>The next row of the file; null at its end.</summary>
    internal PendingLine? Next()
    {
        while (!_isAtEnd && _events.Read())
        {
            switch (_events.Kind)
            {
                case StatementEventKind.StatementStart:
                    _account = AccountFor(_chart, _import.AccountId, _events.Head);
                    _formerIds = [.. _chart.IdsOfAccount(_account.Id).Where(id => id != _account.Id)];
                    _proofs.Begin(_account, _events.Head);
                    break;
                case StatementEventKind.Entry:
                    return Read(_events.Entry);
                case StatementEventKind.RowError:
                    return Failed(_events.RowError!);
                case StatementEventKind.StatementEnd:
                    _proofs.End(_events.Tail);
                    break;
            }
        }

        _isAtEnd = true;
        return null;
    }

    private static bool SameNumber(string number, string? stated) =>
        stated is not null && Digits(number).Equals(Digits(stated), StringComparison.OrdinalIgnoreCase);

    private static string Digits(string number) => new([.. number.Where(char.IsLetterOrDigit)]);

    private PendingLine Read(StatementEntry entry)
    {
        if (entry.Currency is { } stated && stated != _account.Currency.Code)
        {
            var reason = $"The entry is in {stated}, the account in {_account.Currency.Code}. Import it into an account in {stated}.";
            return Failed(entry, "currency", reason, stated);
        }

        var fault = MoneyText.TryFromScaled(entry.Amount.Unscaled, entry.Amount.Scale, _account.Currency, out var amount);
        if (fault != MoneyFault.None)
        {
            return Failed(entry, "amount", Explain(fault), entry.Amount.ToString());
        }

        if (!LedgerDates.Holds(entry.Date))
        {
            return Failed(entry, "date", "A ledger holds days from 1900-01-01 to 2199-12-31.", LedgerDates.Format(entry.Date));
        }

        LeaveMonth(Month.Of(entry.Date));
        _proofs.Count(entry, amount);
        var (payee, memo) = (Shared(entry.Payee, MaxPayee), Clean(entry.Memo, MaxDescription));
        var bankId = EntryIdentity.MeaningfulBankId(entry.BankId);
        var text = EntryIdentity.NormalisedText(payee, memo);
        return new PendingLine
        {
            Line = entry.Line,
            Ordinal = ++_ordinal,
            FileEntry = _entries.Add(_account.Id, bankId, entry.Date, amount.Minor, text),
            FormerIdentities = _formerIds.Count == 0
                ? []
                : [.. _formerIds.Select(id => _entries.Add(id, bankId, entry.Date, amount.Minor, text).Identity)],
            Entry = ToTransaction(entry, amount, payee, memo),
        };
    }

    private Transaction ToTransaction(StatementEntry entry, Money amount, string? payee, string? memo)
    {
        var type = amount.Minor < 0 ? TransactionType.Expense : TransactionType.Income;
        return new Transaction
        {
            Id = default,
            Date = entry.Date,
            Type = type,
            Amount = amount.Minor < 0 ? -amount : amount,
            AccountId = _account.Id,
            CategoryId = CategoryOf(entry.Category, type),
            Payee = payee,
            Description = memo ?? payee,
            BankId = Clean(entry.BankId, MaxPayee),
            CustomFields = entry.CheckNumber is { } cheque
                ? new Dictionary<string, CustomValue>(StringComparer.Ordinal) { ["check_number"] = new(CustomKind.Text, Clean(cheque, MaxPayee)!) }
                : Transaction.NoCustomFields,
            ImportId = _import.Id,
            CreatedAt = _now,
            UpdatedAt = _now,
        };
    }

    // A category that the file names counts where the ledger has one of that name; anything else is for rules and learning to say.
    private string? CategoryOf(string? name, TransactionType type) => name is null
        ? null
        : _categories[name.Trim()].OrderBy(category => category.Type == CategoryType.Income != (type == TransactionType.Income)).FirstOrDefault()?.Id;

    private PendingLine Failed(StatementEntry entry, string field, string reason, string raw) => new()
    {
        Line = entry.Line,
        Ordinal = ++_ordinal,
        Failure = new ImportLine(entry.Line, Verdict.Failed, reason, null, field, raw),
    };

    private PendingLine Failed(StatementRowError error) => new()
    {
        Line = error.Line,
        Ordinal = ++_ordinal,
        Failure = new ImportLine(error.Line, Verdict.Failed, error.Reason, null, error.Field, error.Raw),
    };

    private string Explain(MoneyFault fault) => fault == MoneyFault.TooManyDecimals
        ? $"{_account.Currency.Code} has {_account.Currency.Exponent} decimals; the amount has more, and nothing is rounded away."
        : $"An amount lies within ±{new Money(Money.MaxMinor, _account.Currency)}.";

    private void LeaveMonth(Month month)
    {
        if (_runsByDay && _month is { } before && before != month)
        {
            _entries.Forget();
            _texts.Clear();
        }

        _month = month;
    }

    /// <summary>One string for a payee that comes again and again.</summary>
    private string? Shared(string? text, int maxLength)
    {
        if (Clean(text, maxLength) is not { } clean)
        {
            return null;
        }

        if (_texts.TryGetValue(clean, out var known))
        {
            return known;
        }

        _texts[clean] = clean;
        return clean;
    }

    private static string? Clean(string? text, int maxLength)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var clean = Nfc.Normalize(text);
        if (clean.Length <= maxLength)
        {
            return clean;
        }

        return clean[..(char.IsHighSurrogate(clean[maxLength - 1]) ? maxLength - 1 : maxLength)];
    }
}
