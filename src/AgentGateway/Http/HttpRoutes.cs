using AgentGateway.Gateways.Supervision;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Http;

/// <summary>
/// Sends each request that may come in to its endpoint. The default token makes its holder the client; further tokens
/// are principals of their own.
/// </summary>
internal sealed partial class HttpRoutes(HttpAccess access, Health health, ILogger<HttpRoutes> logger)
{
    private Func<HttpContext, Caller, Task>? _mcp;
    private EventsEndpoint? _events;
    private HooksEndpoint? _hooks;
    private WebhooksEndpoint? _webhooks;
    private TokenConnections? _tokens;
    private HttpPeers? _peers;

    /// <summary>
    /// Opens the endpoints. Before, the address is taken already, and answers that the daemon is starting.
    /// </summary>
    public void Open(
        Func<HttpContext, Caller, Task> mcp,
        EventsEndpoint events,
        HooksEndpoint hooks,
        WebhooksEndpoint webhooks,
        TokenConnections tokens,
        HttpPeers peers) =>
        (_mcp, _events, _hooks, _webhooks, _tokens, _peers) = (mcp, events, hooks, webhooks, tokens, peers);

    /// <summary>Answers one request; a failure inside is logged here and told as a refusal.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await RouteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client is gone.
        }
        catch (JournalUnavailableException unavailable) when (!context.Response.HasStarted)
        {
            await HttpErrors.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, unavailable.Reason);
        }
        catch (Exception failure) when (failure is not BadHttpRequestException && !context.Response.HasStarted)
        {
            Failed(context.Request.Path, failure);
            await HttpErrors.WriteAsync(context, StatusCodes.Status500InternalServerError,
                new("internal_error", "The request failed inside the daemon.",
                    "Try again; if it fails again, the daemon's log says why."));
        }
    }

    private Task RouteAsync(HttpContext context)
    {
        var path = context.Request.Path.Value;
        // Platforms reach the daemon by a public name, and sign what they send.
        if (path?.StartsWith(ChatWebhooks.Path, StringComparison.Ordinal) == true)
            return _webhooks is { } webhooks ? webhooks.HandleAsync(context, path) : StartingAsync(context);
        if (access.RefuseAddress(context.Request) is { } refusal)
            return HttpErrors.WriteAsync(context, StatusCodes.Status403Forbidden, refusal);
        if (path == "/health") return OnlyGetAsync(context, health.WriteAsync);
        // A session's hooks have a secret of their own, which opens nothing else.
        if (path is not null && path.StartsWith(HooksEndpoint.Path, StringComparison.Ordinal))
            return _hooks is { } hooks
                ? hooks.HandleAsync(context, path[HooksEndpoint.Path.Length..])
                : StartingAsync(context);
        var tokens = _tokens;
        if (access.PrincipalOf(context.Request, tokens is null ? null : tokens.Find) is not { } principal)
        {
            // It is not known yet whether such a token holds; the client tries again.
            if (tokens is null
                && HttpAccess.Shown(context.Request)?.StartsWith(
                    TokenService.SecretPrefix, StringComparison.Ordinal) == true)
                return StartingAsync(context);
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return HttpErrors.WriteAsync(context, StatusCodes.Status401Unauthorized, HttpAccess.Unknown);
        }

        HttpConnections.Spoke(context);
        if (_events is not { } events || _mcp is not { } mcp || _peers is not { } peers) return StartingAsync(context);
        var caller = new Caller(principal) { Origin = peers.OriginOf(context.Connection) };
        return principal == Principal.Client || tokens is null
            ? ServeAsync(context, path, caller, mcp, events)
            : tokens.RunAsync(
                context,
                HttpAccess.Shown(context.Request)!,
                () => ServeAsync(context, path, caller, mcp, events));
    }

    private static Task ServeAsync(
        HttpContext context, string? path, Caller caller, Func<HttpContext, Caller, Task> mcp, EventsEndpoint events) =>
        path switch
        {
            "/mcp" => mcp(context, caller),
            "/events" => OnlyGetAsync(context, events.HandleAsync),
            "/" => OnlyGetAsync(context, HomePage.WriteAsync),
            _ => HttpErrors.WriteAsync(
                context,
                StatusCodes.Status404NotFound,
                new("not_found", "There is nothing here.", "There are /mcp, /events and /health.")),
        };

    private static Task StartingAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "1";
        return HttpErrors.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, Health.Starting);
    }

    private static Task OnlyGetAsync(HttpContext context, Func<HttpContext, Task> handle)
    {
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
            return handle(context);
        context.Response.Headers.Allow = "GET";
        return HttpErrors.WriteAsync(
            context,
            StatusCodes.Status405MethodNotAllowed,
            new("method_not_allowed", "This can only be read.", "Use GET."));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A request to {Path} failed.")]
    private partial void Failed(string path, Exception failure);
}
