using Finance.Core.Ledgers;

namespace Finance.Core.Accounts;

/// <summary>What an account must be to stand in a ledger.</summary>
internal static class AccountRules
{
    internal const int MaxAccounts = 200;
    private const int MaxNameLength = 100;
    private const int MaxNumberLength = 64;

    internal static Result<Account> Open(LedgerDraft draft, NewAccount asked)
    {
        var errors = new FieldErrors();
        var currency = asked.Currency is { } code
            ? errors.Take(CurrencyCode.Read("currency", code))
            : draft.Head.Profile.Currency;
        var opening = currency is not null && asked.OpeningBalance is { } text
            ? errors.Take(text.Resolve(currency))
            : Money.Zero(currency ?? draft.Head.Profile.Currency);
        return Check(draft.Chart, errors, new Account
        {
            Id = LedgerKeys.NewId(),
            Name = asked.Name,
            Type = asked.Type,
            Currency = opening.Currency,
            OpeningBalance = opening,
            Balance = opening,
            Number = asked.Number,
            CreatedAt = draft.Now,
            Version = draft.Version,
        });
    }

    /// <summary>The account with the update in it, stamped only where something differs.</summary>
    internal static Result<Account> Apply(LedgerDraft draft, Account current, AccountPatch patch)
    {
        var errors = new FieldErrors();
        var opening = Opening(current, patch, errors);
        var changed = current with
        {
            Name = patch.Name.Or(current.Name) ?? string.Empty,
            Type = patch.Type.Or(current.Type),
            Currency = opening.Currency,
            Number = patch.Number.Or(current.Number),
            OpeningBalance = opening,
            Balance = new Money(checked(opening.Minor + current.History.Net), opening.Currency),
            // What was agreed with the bank was agreed on top of the old opening balance.
            Reconciled = opening == current.OpeningBalance ? current.Reconciled : null,
            ClosedAt = patch.Closed.Or(current.ClosedAt is not null) ? current.ClosedAt ?? draft.Now : null,
        };
        return Check(draft.Chart, errors, changed == current ? changed : changed with { Version = draft.Version });
    }

    private static Money Opening(Account current, AccountPatch patch, FieldErrors errors)
    {
        var currency = patch.Currency.IsPresent
            ? errors.Take(CurrencyCode.Read("currency", patch.Currency.Or(null))) ?? current.Currency
            : current.Currency;
        if (currency != current.Currency && current.TransactionCount > 0)
        {
            errors.Add("currency", $"is {current.Currency} and stays so while the account has entries.");
            return current.OpeningBalance;
        }

        if (patch.OpeningBalance.IsPresent)
        {
            var opening = patch.OpeningBalance.Or(default).Resolve(currency);
            _ = errors.Take(opening);
            return opening.IsOk ? opening.Value : current.OpeningBalance;
        }

        if (currency != current.Currency && current.OpeningBalance.Minor != 0)
        {
            errors.Add("opening_balance", $"is required with a new currency: the old one is {current.OpeningBalance} {current.Currency}.");
        }

        return currency == current.Currency ? current.OpeningBalance : Money.Zero(currency);
    }

    private static Result<Account> Check(Chart chart, FieldErrors errors, Account account)
    {
        ShortText.Require(errors, "name", account.Name, MaxNameLength);
        ShortText.Allow(errors, "number", account.Number, MaxNumberLength);
        if (!errors.IsEmpty)
        {
            return errors.ToError();
        }

        var others = chart.Accounts.Where(other => other.Id != account.Id).ToList();
        if (account.ClosedAt is null && others.Any(other => other.ClosedAt is null && ShortText.AreAlike(other.Name, account.Name)))
        {
            return Errors.AccountNameTaken(account.Name);
        }

        return account.Number is { } number && others.Any(other => other.Number is { } taken && AreSameNumber(taken, number))
            ? Errors.AccountNumberTaken()
            : account;
    }

    /// <summary>Banks print the same number in groups on one statement and without them on the next.</summary>
    private static bool AreSameNumber(string left, string right) =>
        string.Equals(WithoutSpaces(left), WithoutSpaces(right), StringComparison.OrdinalIgnoreCase);

    private static string WithoutSpaces(string number) => number.Replace(" ", "", StringComparison.Ordinal);
}
