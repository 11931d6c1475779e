namespace Finance.Core.Currencies;

/// <summary>How far back a file of the source reaches.</summary>
public enum RateFile
{
    /// <summary>The last day that was published.</summary>
    Latest,

    /// <summary>The last 90 days.</summary>
    Recent,

    /// <summary>Everything since 1999.</summary>
    History,
}

/// <summary>Where published rates come from.</summary>
public interface IRateSource
{
    /// <summary>The days of a file, in any order.</summary>
    /// <param name="today">A file that knows later days is none: the calendar day in the zone that is furthest ahead.</param>
    /// <exception cref="RateSourceException">The source is away, or what it says is no rates.</exception>
    Task<IReadOnlyList<PublishedDay>> ReadAsync(RateFile file, DateOnly today, CancellationToken cancellationToken);
}

/// <summary>The source of rates cannot be used at the moment; what was stored before still counts.</summary>
public sealed class RateSourceException : Exception
{
    public RateSourceException()
    {
    }

    public RateSourceException(string message)
        : base(message)
    {
    }

    public RateSourceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The source is there and has no such file.</summary>
    public bool IsMissing { get; init; }
}
