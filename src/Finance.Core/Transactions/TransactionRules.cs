using Finance.Core.Accounts;
using Finance.Core.Ledgers;

namespace Finance.Core.Transactions;

/// <summary>What a transaction must be to be entered in a ledger.</summary>
internal static class TransactionRules
{
    private const string NoSuchAccount = "names no account of this ledger.";
    private const string NoSuchCategory = "names no category of this ledger.";
    private const string NotAboveZero = "must be above zero; 'type' says which way the money goes.";

    /// <summary>Checks what was asked against the ledger and answers the transaction without an identity of its own.</summary>
    /// <param name="current">The transaction that is being changed: what it has already is not held against it.</param>
    /// <param name="isRecurring">A template's entry may lie ahead, whatever the settings say of entries made by hand.</param>
    internal static Result<Transaction> Check(
        LedgerDraft draft,
        NewTransaction asked,
        Transaction? current = null,
        bool isRecurring = false)
    {
        var errors = new FieldErrors();
        var profile = draft.Head.Profile;
        var account = UsableAccount(draft.Chart, asked.AccountId ?? profile.DefaultAccountId, "account_id", current, errors);
        var today = TimeZones.DayOf(draft.Now, profile.TimeZone);
        var date = asked.Date ?? today;
        var arrival = asked.Type == TransactionType.Transfer
            ? CheckTransfer(draft.Chart, asked, account, current, errors)
            : CheckCategories(draft.Chart, asked, errors);
        if (account is null)
        {
            return errors.ToError();
        }

        var amount = errors.Take(asked.Amount.ResolvePositive(account.Currency, NotAboveZero));
        var splits = asked.Splits.Select((split, index) => new Split(
            split.CategoryId,
            errors.Take(split.Amount.ResolvePositive(account.Currency)),
            split.Notes)).ToList();
        CheckSum(amount, splits, errors);
        var foreign = CheckForeign(asked, account, isRecurring, errors);
        var toAmount = arrival is null ? null : Arrives(asked, amount, arrival, errors);
        if (!errors.IsEmpty)
        {
            return errors.ToError();
        }

        if (date > today && date != current?.Date && !isRecurring && !profile.Settings.AllowFutureDates)
        {
            return Errors.FutureDate(today);
        }

        return new Transaction
        {
            Id = default,
            Date = date,
            Type = asked.Type,
            Amount = amount,
            AccountId = account.Id,
            ToAccountId = arrival?.Id,
            ToAmount = toAmount,
            Foreign = foreign,
            CategoryId = splits.Count > 0 ? null : asked.CategoryId,
            Description = asked.Description,
            Payee = asked.Payee,
            Notes = asked.Notes,
            PaymentMethod = asked.PaymentMethod,
            Location = asked.Location,
            Tags = [.. asked.Tags.Distinct(StringComparer.Ordinal)],
            CustomFields = asked.CustomFields,
            Splits = splits,
            CreatedAt = draft.Now,
            UpdatedAt = draft.Now,
            Version = draft.Version,
        };
    }

    private static Account? UsableAccount(Chart chart, string id, string field, Transaction? current, FieldErrors errors)
    {
        // An account that was merged into another still names where its entries count.
        var account = chart.AllAccounts.ContainsKey(id) ? chart.AccountNow(id) : null;
        if (account is null)
        {
            errors.Add(field, NoSuchAccount);
        }
        else if (account.ClosedAt is not null && id != current?.AccountId && id != current?.ToAccountId)
        {
            errors.Add(field, "names a closed account; open it again or choose another.");
        }

        return account;
    }

    private static Account? CheckTransfer(Chart chart, NewTransaction asked, Account? from, Transaction? current, FieldErrors errors)
    {
        if (asked.CategoryId is not null)
        {
            errors.Add("category_id", "a transfer between own accounts has no category.");
        }

        if (asked.Splits.Count > 0)
        {
            errors.Add("splits", "a transfer between own accounts cannot be split.");
        }

        if (asked.ToAccountId is null)
        {
            errors.Add("to_account_id", "is required for a transfer.");
            return null;
        }

        var to = UsableAccount(chart, asked.ToAccountId, "to_account_id", current, errors);
        if (to is not null && to.Id == from?.Id)
        {
            errors.Add("to_account_id", "must be another account than account_id.");
        }

        return to;
    }

    private static Money? CheckForeign(NewTransaction asked, Account account, bool isRecurring, FieldErrors errors)
    {
        if (asked.ForeignAmount is null && asked.ForeignCurrency is null)
        {
            return null;
        }

        if (asked.Type == TransactionType.Transfer || isRecurring)
        {
            errors.Add("foreign_amount", isRecurring
                ? "is for single entries: of those to come it is not known yet."
                : "is not for transfers: to_amount says what arrives.");
        }
        else if (asked.ForeignCurrency is null || asked.ForeignAmount is null)
        {
            var (missing, given) = asked.ForeignCurrency is null ? ("foreign_currency", "foreign_amount") : ("foreign_amount", "foreign_currency");
            errors.Add(missing, $"is required with {given}; null for both where there is none.");
        }
        else if (asked.ForeignCurrency == account.Currency)
        {
            errors.Add("foreign_currency", $"must be another currency than that of the account, {account.Currency}.");
        }

        return errors.IsEmpty ? errors.Take(asked.ForeignAmount!.Value.ResolvePositive(asked.ForeignCurrency!, NotAboveZero)) : null;
    }

    private static Account? CheckCategories(Chart chart, NewTransaction asked, FieldErrors errors)
    {
        if (asked.ToAccountId is not null)
        {
            errors.Add("to_account_id", "is for transfers only.");
        }

        if (asked.ToAmount is not null)
        {
            errors.Add("to_amount", "is for transfers only.");
        }

        if (asked.Splits.Count > 0 && asked.CategoryId is not null)
        {
            errors.Add("category_id", "give either category_id or splits, not both.");
        }

        if (asked.CategoryId is not null && chart.FindCategory(asked.CategoryId) is null)
        {
            errors.Add("category_id", NoSuchCategory);
        }

        for (var index = 0; index < asked.Splits.Count; index++)
        {
            if (asked.Splits[index].CategoryId is { } id && chart.FindCategory(id) is null)
            {
                errors.Add($"splits[{index}].category_id", NoSuchCategory);
            }
        }

        return null;
    }

    private static void CheckSum(Money amount, List<Split> splits, FieldErrors errors)
    {
        if (splits.Count == 0 || !errors.IsEmpty)
        {
            return;
        }

        var sum = splits.Aggregate(Money.Zero(amount.Currency), (total, split) => total + split.Amount);
        if (sum != amount)
        {
            errors.Add("splits", $"add up to {sum}, not to the amount of {amount}; the difference is {amount - sum}.");
        }
    }

    private static Money? Arrives(NewTransaction asked, Money amount, Account to, FieldErrors errors)
    {
        if (asked.ToAmount is not { } text)
        {
            if (to.Currency == amount.Currency)
            {
                return amount;
            }

            errors.Add("to_amount", $"is required: the account is in {to.Currency}, the amount in {amount.Currency}.");
            return null;
        }

        var arrives = errors.Take(text.ResolvePositive(to.Currency));
        if (errors.IsEmpty && to.Currency == amount.Currency && arrives != amount)
        {
            errors.Add("to_amount", "must equal the amount between accounts of one currency; enter a fee as an expense of its own.");
        }

        return arrives;
    }
}
