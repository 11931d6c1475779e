using Finance.Core.Budgets;
using Finance.Core.Notifications;
using Finance.Core.Recurring;
using Finance.Core.Storage;

namespace Finance.Core.Ledgers;

/// <summary>Plans, and what the user is told.</summary>
public sealed partial class LedgerDraft
{
    /// <summary>Budgets and recurring templates as the draft leaves them.</summary>
    public Plans Plans { get; private set; }

    /// <summary>Whether the draft tells the user anything.</summary>
    internal bool Notifies => Head.NextNotification != Before.Head.NextNotification;

    public void Put(Budget budget)
    {
        Plans = Plans.With(budget);
        Stage(new RowChange(RowChangeKind.Put, BudgetRow.Write(Owner, budget)));
    }

    public void Delete(Budget budget)
    {
        Plans = Plans.WithoutBudget(budget.Id);
        Stage(new RowChange(RowChangeKind.Delete, BudgetRow.Write(Owner, budget)));
    }

    public void Put(RecurringTemplate template)
    {
        Plans = Plans.With(template);
        Stage(new RowChange(RowChangeKind.Put, TemplateRow.Write(Owner, template)));
    }

    public void Delete(RecurringTemplate template)
    {
        Plans = Plans.WithoutTemplate(template.Id);
        Stage(new RowChange(RowChangeKind.Delete, TemplateRow.Write(Owner, template)));
    }

    /// <summary>Tells the user something where they want to be told; nothing where they do not.</summary>
    public void Notify(NewNotification told)
    {
        var channels = Head.Profile.Settings.Notifications[told.Kind];
        if (channels == NotificationChannels.None)
        {
            return;
        }

        var notification = new Notification
        {
            Number = Head.NextNotification,
            Kind = told.Kind,
            Title = told.Title,
            Detail = told.Detail,
            SubjectId = told.SubjectId,
            Channels = channels,
            CreatedAt = Now,
        };
        var listed = channels.HasFlag(NotificationChannels.InApp) ? 1 : 0;
        Head = Head with
        {
            NextNotification = Head.NextNotification + 1,
            NotificationCount = Head.NotificationCount + listed,
            UnreadCount = Head.UnreadCount + listed,
        };
        Stage(new RowChange(RowChangeKind.Add, NotificationRow.Write(Owner, notification)));
    }

    /// <summary>Notes that the user has seen a notification of their list that they had not.</summary>
    public Notification MarkRead(Notification unread)
    {
        var read = unread with { ReadAt = Now };
        Head = Head with { UnreadCount = Head.UnreadCount - 1 };
        Stage(new RowChange(RowChangeKind.Put, NotificationRow.Write(Owner, read)));
        return read;
    }
}
