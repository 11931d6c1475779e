namespace Microsoft.Azure.Functions.Worker
{
    /// <summary>Marks a method as a function and names it.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public class FunctionAttribute : Attribute
    {
        public FunctionAttribute(string name) => Name = name;

        public string Name { get; }
    }

    /// <summary>How a caller of the platform must prove itself; like Core Tools, the local runtime asks for no key at any level.</summary>
    public enum AuthorizationLevel
    {
        Anonymous = 0,
        User = 1,
        Function = 2,
        System = 3,
        Admin = 4,
    }

    /// <summary>A request calls the function. Without methods every method does; without a route, its name is the route.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class HttpTriggerAttribute : Extensions.Abstractions.TriggerBindingAttribute
    {
        public HttpTriggerAttribute() => AuthLevel = AuthorizationLevel.Function;

        public HttpTriggerAttribute(params string[] methods) => Methods = methods;

        public HttpTriggerAttribute(AuthorizationLevel authLevel) => AuthLevel = authLevel;

        public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
        {
            AuthLevel = authLevel;
            Methods = methods;
        }

        public string? Route { get; set; }

        public string[]? Methods { get; }

        public AuthorizationLevel AuthLevel { get; }
    }

    /// <summary>A schedule calls the function: NCRONTAB with five or six fields, a constant interval, or <c>%Setting%</c>.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class TimerTriggerAttribute : Extensions.Abstractions.TriggerBindingAttribute
    {
        public TimerTriggerAttribute(string schedule) => Schedule = schedule;

        public string Schedule { get; }

        /// <summary>Whether runs missed while the app was down are made up for by one call; never for schedules under a minute.</summary>
        public bool UseMonitor { get; set; } = true;

        public bool RunOnStartup { get; set; }
    }

    /// <summary>A new or changed blob calls the function. The path is <c>container/pattern</c> with tokens in braces.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class BlobTriggerAttribute : Extensions.Abstractions.TriggerBindingAttribute
    {
        public BlobTriggerAttribute(string blobPath) => BlobPath = blobPath;

        public string BlobPath { get; }

        /// <summary>Name of the setting that holds the connection; null means <c>AzureWebJobsStorage</c>.</summary>
        public string? Connection { get; set; }

        public BlobTriggerSource Source { get; set; } = BlobTriggerSource.LogsAndContainerScan;
    }

    /// <summary>How Azure notices a blob. The local runtime lists the container for both.</summary>
    public enum BlobTriggerSource
    {
        LogsAndContainerScan = 0,
        EventGrid = 1,
    }
}

namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions
{
    [AttributeUsage(AttributeTargets.Method)]
    public abstract class BindingAttribute : Attribute;

    [AttributeUsage(AttributeTargets.Parameter)]
    public abstract class TriggerBindingAttribute : BindingAttribute;
}
