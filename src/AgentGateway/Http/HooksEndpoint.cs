using AgentGateway.Domain;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Views;
using Microsoft.AspNetCore.Http;

namespace AgentGateway.Http;

/// <summary>
/// <c>POST /hooks/SESSION</c>: the hooks of a program in a session report here. They show that session's own secret; a
/// request without the right one cannot tell whether the session exists.
/// </summary>
internal sealed class HooksEndpoint(SessionStatusService statuses)
{
    public const string Path = "/hooks/";

    private const int BodyBytesMax = 64 * 1024;

    private static readonly Rejection Unknown = new(
        "hook_refused", "The request shows no secret of that session.",
            "Hooks run inside the session, where AGW_HOOK_URL and AGW_HOOK_TOKEN say where and how.");

    private static readonly Rejection TooLarge = new(
        "hook_too_large", $"A hook says at most {BodyBytesMax} bytes.",
            "Send only what tells the status; `agw hook` does that.");

    public async Task HandleAsync(HttpContext context, string session)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = "POST";
            await HttpErrors.WriteAsync(
                context,
                StatusCodes.Status405MethodNotAllowed,
                new("method_not_allowed", "Hooks are posted.", "Use POST."));
            return;
        }

        // The secret is checked before the body is read, so that a request without it costs next to nothing.
        if (HttpAccess.Shown(context.Request) is not { } token || !statuses.IsSecret(session, token))
        {
            await RefuseAsync(context, Unknown);
            return;
        }

        HttpConnections.Spoke(context);

        if (await RequestBody.ReadAsync(context.Request, BodyBytesMax, context.RequestAborted) is not { } body)
        {
            await HttpErrors.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, TooLarge);
            return;
        }

        var outcome = await statuses.HookAsync(session, token, body, context.RequestAborted);
        if (outcome.IsRejected(out var rejection)) await RefuseAsync(context, rejection);
        else
            await context.Response.WriteAsJsonAsync(
                outcome.Value, ViewJson.Plain.SessionStatusView, cancellationToken: context.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext context, Rejection rejection)
    {
        if (rejection.Code == "rate_limited")
        {
            context.Response.Headers.RetryAfter = "1";
            return HttpErrors.WriteAsync(context, StatusCodes.Status429TooManyRequests, rejection);
        }

        // Not the reason itself: it might tell whether there is such a session.
        if (rejection.Code is not ("hook_refused" or "unknown_session"))
            return HttpErrors.WriteAsync(context, StatusCodes.Status400BadRequest, rejection);
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return HttpErrors.WriteAsync(context, StatusCodes.Status401Unauthorized, Unknown);
    }
}
