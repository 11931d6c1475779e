using Finance.Core.Budgets;
using Finance.Core.Notifications;
using Finance.Core.Recurring;
using Finance.Core.Sharing;
using Finance.Core.Storage;
using Finance.Core.Webhooks;

namespace Finance.Core.Ledgers;

/// <summary>Plans, and what the user is told.</summary>
public sealed partial class LedgerDraft
{
    private readonly List<Notification> _told = [];

    /// <summary>Budgets, recurring templates, webhooks and grants as the draft leaves them.</summary>
    public Plans Plans { get; private set; }

    /// <summary>What the draft tells the user, in order.</summary>
    internal IReadOnlyList<Notification> Told => _told;

    public void Put(Budget budget) => Plans = Plans.With(budget);

    public void Delete(Budget budget) => Plans = Plans.WithoutBudget(budget.Id);

    public void Put(RecurringTemplate template) => Plans = Plans.With(template);

    public void Delete(RecurringTemplate template) => Plans = Plans.WithoutTemplate(template.Id);

    /// <summary>Set by the nightly run, which writes the ledger's next place in the due index once it is committed.</summary>
    internal bool IsFiledByTheNight { get; set; }

    /// <summary>Notes where the nightly run will find the ledger.</summary>
    internal void Place(VisitPlace? visit) => Head = Head with { Visit = visit };

    internal void Put(Webhook webhook) => Plans = Plans.With(webhook);

    internal void Delete(Webhook webhook) => Plans = Plans.WithoutWebhook(webhook.Id);

    internal void Put(Grant grant) => Plans = Plans.With(grant);

    internal void Delete(Grant grant) => Plans = Plans.WithoutGrant(grant.Id);

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
        _told.Add(notification);
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

    /// <summary>Notes that a notification is kept no longer that was read, or was not in the user's list.</summary>
    internal void ForgetNotification(bool isListed) =>
        Head = Head with { NotificationCount = Head.NotificationCount - (isListed ? 1 : 0) };

    /// <summary>Notes that what commits changed up to a version is kept no longer.</summary>
    internal void ForgetChangesThrough(long version) => Head = Head with { ChangesFrom = Math.Max(Head.ChangesFrom, version + 1) };
}
