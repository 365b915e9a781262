using AgentGateway.Domain;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Gateways.Supervision;
using Microsoft.AspNetCore.Http;

namespace AgentGateway.Http;

/// <summary>
/// <c>POST /gateways/PLATFORM</c>: a chat platform calls. It signs its requests or shows a secret, which the platform's
/// gateway checks; no token is asked for, and the name by which the daemon was reached does not count.
/// </summary>
internal sealed class WebhooksEndpoint(ChatWebhooks webhooks)
{
    private const int BodyBytesMax = 4 * 1024 * 1024;

    public async Task HandleAsync(HttpContext context, string path)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || webhooks.Find(path) is not { } webhook)
        {
            await HttpErrors.WriteAsync(
                context,
                StatusCodes.Status404NotFound,
                new("not_found", "No chat platform is called here.", "agw gateways shows how each is connected."));
            return;
        }

        if (await RequestBody.ReadAsync(context.Request, BodyBytesMax, context.RequestAborted) is not { } body)
        {
            await HttpErrors.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, new Rejection(
                "webhook_too_large", $"The request is larger than {BodyBytesMax} bytes.", "Send less."));
            return;
        }

        var answer = await webhook.HandleAsync(
            new WebhookRequest(name => context.Request.Headers[name] is [{ } value] ? value : null, body),
            context.RequestAborted);
        if (answer.Status == StatusCodes.Status200OK) HttpConnections.Spoke(context);
        context.Response.StatusCode = answer.Status;
        if (answer.Text.Length == 0) return;
        context.Response.ContentType = answer.ContentType;
        await context.Response.WriteAsync(answer.Text, context.RequestAborted);
    }
}
