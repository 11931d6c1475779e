using System.Globalization;

namespace Finance.Bench.Results;

/// <summary>Figures as the tables write them.</summary>
internal static class Figures
{
    internal static string Count(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    internal static string Milliseconds(double value) => value.ToString(value < 100 ? "0.00" : "0", CultureInfo.InvariantCulture);

    internal static string Ratio(double value) => value.ToString(value < 1000 ? "0.##" : "N0", CultureInfo.InvariantCulture);

    internal static string Megabytes(double bytes) => (bytes / (1 << 20)).ToString("0.0", CultureInfo.InvariantCulture);
}
