using Finance.Core.Ledgers;
using Finance.Core.Notifications;
using Finance.Core.Transactions;

namespace Finance.Core.Recurring;

/// <summary>
/// Tells the user what is due soon: once for each occurrence, so many days before it takes place, or at the first visit after that. Incomes
/// are no bills and not told of.
/// </summary>
internal static class Reminders
{
    /// <summary>The day from which on the next occurrence is to be told of; null where none is.</summary>
    /// <param name="daysBefore">As the user has set it; 0 for never.</param>
    internal static DateOnly? NextDay(RecurringTemplate template, int daysBefore)
    {
        using var untold = Untold(template, daysBefore).GetEnumerator();
        return untold.MoveNext() ? untold.Current.Date.AddDays(-daysBefore) : null;
    }

    /// <summary>What is to be told of a template by a day, as much as there is room for.</summary>
    internal static Reminder Plan(CommitRoom room, RecurringTemplate template, DateOnly today, int daysBefore)
    {
        var due = Untold(template, daysBefore).TakeWhile(occurrence => occurrence.Date <= today.AddDays(daysBefore)).ToList();
        var lastOverdue = due.FindLastIndex(occurrence => occurrence.Date < today);
        var (told, through) = (new List<Occurrence>(), template.RemindedThrough);
        for (var index = 0; index < due.Count; index++)
        {
            // What is overdue is entered already, or waits together with all that was before it.
            var isWorthTelling = due[index].Date >= today || (index == lastOverdue && !template.AutoCreate);
            if (!(isWorthTelling ? room.TryNotify(template) : room.TryTake(template)))
            {
                return new Reminder(told, through, IsWhole: false);
            }

            through = due[index].NominalDate;
            if (isWorthTelling)
            {
                told.Add(due[index]);
            }
        }

        return new Reminder(told, through, IsWhole: true);
    }

    /// <summary>The notification of one occurrence.</summary>
    internal static NewNotification Of(Chart chart, RecurringTemplate template, Occurrence occurrence)
    {
        var entry = template.Transaction;
        var day = LedgerDates.Format(occurrence.Date);
        var to = entry.Type == TransactionType.Transfer ? $" to {NameOf(chart, entry.ToAccountId)}" : string.Empty;
        var detail = $"{entry.Amount} {entry.Amount.Currency.Code} from {NameOf(chart, entry.AccountId)}{to} on {day}.";
        var approval = template.AutoCreate ? string.Empty : " It is entered once you approve it.";
        var shift = ShiftExplanation.Of(template.Rule, occurrence) is { } why ? $" {why}" : string.Empty;
        var title = template.AutoCreate ? $"{template.Name} is due on {day}" : $"{template.Name} waits for your approval";
        return new NewNotification(NotificationKind.UpcomingBill, title, detail + approval + shift, template.Id);
    }

    private static IEnumerable<Occurrence> Untold(RecurringTemplate template, int daysBefore) =>
        daysBefore == 0 || template.Transaction.Type == TransactionType.Income
            ? []
            : template.Unsettled().Where(occurrence => !(occurrence.NominalDate <= template.RemindedThrough));

    private static string NameOf(Chart chart, string? id) =>
        id is not null && chart.AllAccounts.ContainsKey(id) ? chart.AccountNow(id).Name : "an account that is gone";
}

/// <param name="Told">Occurrences to tell of, in order.</param>
/// <param name="Through">The nominal date up to which the template is told of then.</param>
/// <param name="IsWhole">There was room for all of it.</param>
internal sealed record Reminder(IReadOnlyList<Occurrence> Told, DateOnly? Through, bool IsWhole);
