using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Finance.Core.Exporting.Backup;

/// <summary>
/// How a backup is laid out, to the byte: JSON, one object a line, sections in a fixed order, and a checksum of all lines above the last
/// one. So it is written and read in one pass, line by line, however long it is (docs/adr/0007).
/// </summary>
internal static class BackupLayout
{
    internal const string ContentType = "application/json";
    internal const string Format = "finance-functions-ledger";
    internal const int Version = 1;
    internal const string HeadName = "ledger";
    internal const string RatesName = "rates";

    internal static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    internal static string FirstLine(bool isComplete) =>
        $$"""{"format":"{{Format}}","version":{{Version}},"complete":{{(isComplete ? "true" : "false")}},""";

    internal static string SectionStart(BackupSection section) => $"\"{section.Name}\":[";

    internal const string SectionEnd = "],";

    internal static string LastLine(string hash) => $"\"checksum\":\"sha256:{hash}\"}}";

    internal static byte[] Line(string text) => Encoding.UTF8.GetBytes(text + "\n");
}
