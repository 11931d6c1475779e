using System.Buffers;
using System.Text;
using System.Text.Json;
using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Audit;

/// <summary>What a commit did, in the commit itself.</summary>
/// <param name="Action">Subject and verb: <c>transaction.created</c>.</param>
/// <param name="SubjectId">The thing that changed.</param>
/// <param name="Before">The thing's row before; null where there was none.</param>
/// <param name="After">The thing's row after; null where there is none.</param>
public sealed record AuditEntry(string Action, string SubjectId, Row? Before, Row? After);

internal static class AuditRow
{
    internal const string CommitProperty = "Commit";
    private const int MaxJsonChars = 30_000;

    internal static Row Write(UserId owner, long version, string commit, Caller caller, DateTimeOffset at, AuditEntry entry) =>
        new Row(owner.ToString(), LedgerKeys.Audit(version), 12)
            .Set("At", at)
            .Set("Version", version)
            .Set(CommitProperty, commit)
            .Set("Actor", caller.User.ToString())
            .Set("Agent", caller.Agent)
            .Set("Trace", caller.TraceId)
            .Set("Action", entry.Action)
            .Set("Subject", entry.SubjectId)
            .Set("Before", Json(entry.Before))
            .Set("After", Json(entry.After));

    /// <summary>A row's properties as JSON; packed ones are left out, their sums stand in other rows.</summary>
    private static string? Json(Row? row)
    {
        if (row is null)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in row.Properties)
            {
                WriteProperty(writer, name, value);
            }

            writer.WriteEndObject();
        }

        var json = Encoding.UTF8.GetString(buffer.WrittenSpan);
        return json.Length <= MaxJsonChars ? json : """{"Truncated":true}""";
    }

    private static void WriteProperty(Utf8JsonWriter writer, string name, object value)
    {
        switch (value)
        {
            case string text:
                writer.WriteString(name, text);
                break;
            case long number:
                writer.WriteNumber(name, number);
                break;
            case int number:
                writer.WriteNumber(name, number);
                break;
            case bool flag:
                writer.WriteBoolean(name, flag);
                break;
            case DateTimeOffset instant:
                writer.WriteString(name, instant.UtcDateTime);
                break;
        }
    }
}
