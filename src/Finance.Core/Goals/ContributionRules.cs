using System.Globalization;
using Finance.Core.Ledgers;
using Finance.Core.Transactions;

namespace Finance.Core.Goals;

/// <summary>What a contribution must be to be put into a goal.</summary>
internal static class ContributionRules
{
    private const string TransactionField = "transaction_id";

    /// <summary>A contribution by itself, without an id.</summary>
    internal static Result<GoalContribution> Alone(LedgerDraft draft, Goal goal, NewContribution asked)
    {
        var errors = new FieldErrors();
        var profile = draft.Head.Profile;
        var today = TimeZones.DayOf(draft.Now, profile.TimeZone);
        var date = asked.Date ?? today;
        if (asked.Amount is null)
        {
            errors.Add("amount", $"is required, unless {TransactionField} names where it comes from.");
        }

        var amount = asked.Amount is { } text ? errors.Take(text.ResolvePositive(goal.Target.Currency)) : goal.Current;
        if (!errors.IsEmpty)
        {
            return errors.ToError();
        }

        return date > today && !profile.Settings.AllowFutureDates
            ? Errors.FutureDate(today)
            : Check(goal, New(draft, goal, asked, date, amount));
    }

    /// <summary>A contribution out of a transaction, without an id.</summary>
    /// <param name="transaction">Null where <see cref="NewContribution.TransactionId"/> names none.</param>
    internal static Result<GoalContribution> OutOf(LedgerDraft draft, Goal goal, NewContribution asked, Transaction? transaction)
    {
        if (transaction is null)
        {
            return Errors.Validation(TransactionField, "names no transaction of this ledger.");
        }

        var errors = new FieldErrors();
        if (asked.Date is not null)
        {
            errors.Add("date", "is that of the transaction.");
        }

        if (transaction.Amount.Currency != goal.Target.Currency)
        {
            var (currency, wanted) = (transaction.Amount.Currency, goal.Target.Currency);
            return errors.Add(TransactionField, $"is in {currency}, the goal in {wanted}.").ToError();
        }

        if (transaction.Goals.Any(link => link.GoalId == goal.Id))
        {
            return Errors.AlreadyLinked();
        }

        var left = GoalLinks.Left(transaction);
        if (left.Minor <= 0 || transaction.Goals.Count >= GoalLinks.Max)
        {
            errors.Add(TransactionField, left.Minor <= 0
                ? "names a transaction whose whole amount goes to goals already."
                : string.Create(CultureInfo.InvariantCulture, $"gives to {GoalLinks.Max} goals already, as many as a transaction may."));
        }

        var amount = asked.Amount is { } text ? errors.Take(text.ResolvePositive(left.Currency)) : left;
        if (errors.IsEmpty && amount > left)
        {
            errors.Add("amount", $"is more than the transaction has left for goals, which is {left} {left.Currency}.");
        }

        return errors.IsEmpty
            ? Check(goal, New(draft, goal, asked, transaction.Date, amount) with { TransactionId = transaction.Id })
            : errors.ToError();
    }

    private static GoalContribution New(LedgerDraft draft, Goal goal, NewContribution asked, DateOnly date, Money amount) => new()
    {
        Id = string.Empty,
        GoalId = goal.Id,
        Date = date,
        Amount = amount,
        Notes = asked.Notes,
        CreatedAt = draft.Now,
        Version = draft.Version,
    };

    private static Result<GoalContribution> Check(Goal goal, GoalContribution contribution)
    {
        if (goal.Current.Minor > Money.MaxMinor - contribution.Amount.Minor)
        {
            return Errors.Validation("amount", $"would bring the goal above {new Money(Money.MaxMinor, goal.Current.Currency)}.");
        }

        return goal.History.Takes(contribution.Date) ? contribution : Errors.TooManyContributions(GoalHistory.MaxDays);
    }
}
