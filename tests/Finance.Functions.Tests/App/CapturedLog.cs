using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Finance.Functions.Tests.App;

/// <summary>Everything that an app logs at any level: text, fields, exceptions and scopes.</summary>
internal sealed class CapturedLog : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> _lines = new();
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    internal IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private static string Describe(object? state) => state is IEnumerable<KeyValuePair<string, object?>> fields
        ? $"{state} {string.Join(' ', fields.Select(field => $"{field.Key}={field.Value}"))}"
        : $"{state}";

    private sealed class Logger(CapturedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => log._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? error, Func<TState, Exception?, string> format)
        {
            var scopes = new List<string>();
            log._scopes.ForEachScope((scope, told) => told.Add(Describe(scope)), scopes);
            log._lines.Enqueue($"{level} {category} {format(state, error)} {Describe(state)} {string.Join(' ', scopes)} {error}");
        }
    }
}
