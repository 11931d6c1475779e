using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;

namespace Finance.LocalRuntime.Hosting;

/// <summary>All routes of an app: a literal segment beats a parameter, and methods tell equal routes apart.</summary>
internal sealed class HttpRouteTable
{
    private readonly HttpRoute[] _routes;

    /// <exception cref="InvalidOperationException">Two functions answer the same method on the same route.</exception>
    public HttpRouteTable(IEnumerable<LoadedFunction> functions, string routePrefix, IInlineConstraintResolver resolver)
    {
        _routes =
        [
            .. functions.Where(function => function.Trigger is HttpTriggerAttribute)
                .Select(function => new HttpRoute(function, routePrefix, resolver))
                .OrderBy(route => route.Precedence),
        ];
        foreach (var same in _routes.GroupBy(route => route.Template, StringComparer.OrdinalIgnoreCase))
            RefuseOverlap([.. same]);
    }

    public bool IsEmpty => _routes.Length == 0;

    /// <summary>Null when no function takes this method on this path.</summary>
    public LoadedFunction? Find(HttpContext http, out RouteValueDictionary values)
    {
        values = [];
        foreach (var route in _routes)
        {
            if (!route.TakesMethod(http.Request.Method))
                continue;
            if (route.TryMatch(http, values))
                return route.Function;
            values.Clear();
        }

        return null;
    }

    private static void RefuseOverlap(HttpRoute[] routes)
    {
        for (var i = 1; i < routes.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (routes[i].SharesMethodWith(routes[j]))
                {
                    throw new InvalidOperationException(
                        $"'{routes[j].Function.Name}' and '{routes[i].Function.Name}' answer the same method on '{routes[i].Template}'.");
                }
            }
        }
    }
}
