using Finance.Core.Audit;
using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Users;

/// <summary>A user with their profile.</summary>
public sealed record User(UserId Id, Profile Profile);

/// <summary>
/// Makes ledgers: claims the names, then writes profile, first account, categories and budgets in one commit. What a crash leaves behind is
/// repaired by registering again, and keeps no name from anybody for longer than a few minutes.
/// </summary>
public sealed class RegistrationService(LedgerStore ledgers, ITableStore store, TimeProvider clock)
{
    private const int MaxAttempts = 4;
    private readonly NameClaims _claims = new(store, clock);

    /// <returns>
    /// Errors: <c>validation_failed</c>, <c>already_registered</c>, <c>ledger_erasing</c>, <c>token_revoked</c>, <c>username_taken</c>,
    /// <c>email_taken</c>, <c>conflict</c>.
    /// </returns>
    public async Task<Result<User>> RegisterAsync(Change change, NewUser asked, CancellationToken cancellationToken)
    {
        if (await ledgers.RefuseGuestAsync(change.Caller, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var now = clock.GetUtcNow();
        var profile = UserRules.Register(asked, LedgerKeys.NewId(), now);
        if (!profile.IsOk)
        {
            return profile.Error;
        }

        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await FindReasonNotToAsync(change, now, cancellationToken) is { } reason)
            {
                return reason;
            }

            var claim = await _claims.ClaimAsync(change.Caller.User, NameKeys.Of(profile.Value), cancellationToken);
            if (!claim.IsOk)
            {
                return claim.Error;
            }

            var user = new User(change.Caller.User, profile.Value);
            if (await CreateAsync(change, user, claim.Value, now, cancellationToken))
            {
                return user;
            }

            await _claims.WithdrawAsync(claim.Value, cancellationToken);
        }

        return Errors.Conflict();
    }

    private async Task<Error?> FindReasonNotToAsync(Change change, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ledger = await ledgers.OpenAsync(change.Caller, cancellationToken);
        if (!ledger.IsOk)
        {
            return ledger.Error.Kind == ErrorKind.NotFound ? null : ledger.Error;
        }

        if (change.Idempotency is { } asked
            && await ledgers.Reader.FindAsync(change.Caller.User, asked.RowKey, cancellationToken) is { } answered
            && OnceRow.Judge(answered, asked, now) is { } judged)
        {
            return judged;
        }

        return Errors.AlreadyRegistered();
    }

    /// <returns>False when another attempt of the user was first, or the claim was given to somebody else meanwhile.</returns>
    private async Task<bool> CreateAsync(Change change, User user, NameClaim claim, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var commit = LedgerKeys.NewId();
        try
        {
            // Not to be cancelled: a caller who leaves now would not know whether they are registered.
            return await ledgers.CreateAsync(FirstBatch(change, user, claim, commit, now), CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            var head = await ledgers.Reader.FindAsync(user.Id, LedgerKeys.Head, cancellationToken);
            if (head is not null && LedgerHeadRow.Read(head).LastCommit == commit)
            {
                return true;
            }

            throw;
        }
    }

    private static Batch FirstBatch(Change change, User user, NameClaim claim, string commit, DateTimeOffset now)
    {
        var head = new LedgerHead
        {
            Version = 1,
            Incarnation = LedgerKeys.NewId(),
            LastCommit = commit,
            NextEntry = 1,
            TransactionCount = 0,
            SplitCount = 0,
            MovedCount = 0,
            Profile = user.Profile,
        };
        var account = DefaultChart.FirstAccount(user.Profile.DefaultAccountId, user.Profile.Currency, now);
        var categories = DefaultChart.FirstCategories(now).ToList();
        var chart = categories.Aggregate(Chart.Empty.With(account), (sum, category) => sum.With(category));
        var plans = DefaultBudgets.Of(user.Profile, categories, now).Aggregate(Plans.Empty, (sum, budget) => sum.With(budget));
        var audit = new AuditEntry("user.registered", user.Id.ToString(), [new AuditedRow(null, LedgerHeadRow.Write(user.Id, head))]);
        List<ThingChange> changes =
        [
            .. DraftChanges.Between(Chart.Empty, chart),
            .. DraftChanges.Between(Plans.Empty, plans),
            new ThingChange(ThingKind.User, user.Id.ToString(), ThingFate.Created),
        ];
        var batch = new Batch(user.Id.ToString());
        var packed = LedgerRows.Pack(user.Id, null, chart, plans);
        foreach (var row in LedgerRows.Write(user.Id, LedgerRows.Note(head, packed), packed))
        {
            batch.Add(new RowChange(RowChangeKind.Add, row));
        }

        batch.Add(new RowChange(RowChangeKind.Add, AuditRow.Write(user.Id, head.Version, commit, change.Caller, now, audit, changes))).Add(claim.Intent);
        return change.Idempotency is { } idempotency
            ? batch.Add(new RowChange(RowChangeKind.Put, OnceRow.Write(user.Id, idempotency, idempotency.Record(user), now)))
            : batch;
    }
}
