using System.Diagnostics;
using Finance.Core.Storage;
using Finance.Functions.Telemetry;

namespace Finance.Functions.Storage;

/// <summary>
/// Tells of each call its table, its kind, how it ended and how long it took; never a key or a row. Where nobody listens it costs nothing.
/// </summary>
public sealed class TracedTableStore(AzureTableStore inner, TimeProvider time) : ITableStore
{
    private const string Product = "azure.tables";

    public Task<Row?> FindAsync(string table, string partition, string key, CancellationToken cancellationToken) => IsHeard
        ? TellAsync("find", table, () => inner.FindAsync(table, partition, key, cancellationToken), static _ => "ok")
        : inner.FindAsync(table, partition, key, cancellationToken);

    public Task<RowPage> QueryAsync(string table, RowQuery query, CancellationToken cancellationToken) => IsHeard
        ? TellAsync("query", table, () => inner.QueryAsync(table, query, cancellationToken), static _ => "ok")
        : inner.QueryAsync(table, query, cancellationToken);

    public Task<CommitOutcome> CommitAsync(string table, Batch batch, CancellationToken cancellationToken) => IsHeard
        ? TellAsync("commit", table, () => inner.CommitAsync(table, batch, cancellationToken), StatusOf, batch.Changes.Count)
        : inner.CommitAsync(table, batch, cancellationToken);

    private static bool IsHeard => FinanceTelemetry.Source.HasListeners() || FinanceTelemetry.StorageCalls.Enabled;

    private static string StatusOf(CommitOutcome outcome) => outcome.Status switch
    {
        CommitStatus.Committed => "ok",
        CommitStatus.AlreadyExists => "already_exists",
        CommitStatus.VersionChanged => "version_changed",
        _ => "missing",
    };

    private async Task<T> TellAsync<T>(string kind, string table, Func<Task<T>> call, Func<T, string> statusOf, int size = 1)
    {
        using var span = FinanceTelemetry.Source.StartActivity($"{kind} {table}", ActivityKind.Client);
        var (start, status) = (time.GetTimestamp(), "failed");
        var tags = new TagList { { "db.system.name", Product }, { "db.operation.name", kind }, { "db.collection.name", table } };
        try
        {
            var answer = await call();
            status = statusOf(answer);
            return answer;
        }
        catch (Exception failure)
        {
            tags.Add("error.type", failure.GetType().Name);
            span?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            tags.Add("db.response.status_code", status);
            FinanceTelemetry.StorageCalls.Record(time.GetElapsedTime(start).TotalSeconds, tags);
            Describe(span, tags, size);
        }
    }

    private static void Describe(Activity? span, TagList tags, int size)
    {
        foreach (var (name, value) in span is null ? default : tags)
        {
            span!.SetTag(name, value);
        }

        if (size > 1)
        {
            span?.SetTag("db.operation.batch.size", size);
        }
    }
}
