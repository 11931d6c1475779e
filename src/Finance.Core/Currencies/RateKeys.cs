namespace Finance.Core.Currencies;

/// <summary>
/// The key grammar of <see cref="Storage.Tables.Rates"/>, the only place that builds its keys: a partition for each source, in it one row
/// that says what there is and one for each month, in the order of the months.
/// </summary>
internal static class RateKeys
{
    /// <summary>The European Central Bank.</summary>
    internal const string Ecb = "ecb";

    /// <summary>
    /// What the partition holds. Stands before every month, so that one query that reads all of it reads no month that is older than this.
    /// </summary>
    internal const string Head = "0-head";

    /// <summary>Above every key.</summary>
    internal const string End = "a";

    internal static string Of(Month month) => month.ToString();
}
