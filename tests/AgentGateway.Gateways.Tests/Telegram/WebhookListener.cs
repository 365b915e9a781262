using AgentGateway.Gateways.Platforms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Gateways.Tests.Telegram;

/// <summary>Stands in for the daemon's HTTP: gives each request to the webhook of a connection.</summary>
internal sealed class WebhookListener : IAsyncDisposable
{
    private readonly WebApplication _application;

    private WebhookListener(WebApplication application) => _application = application;

    public IChatWebhook? Webhook { get; set; }

    public string Url => UrlOf("telegram");

    public string UrlOf(string platform) => $"{_application.Urls.First()}/gateways/{platform}";

    public static async Task<WebhookListener> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        var listener = new WebhookListener(application);
        application.Run(listener.AnswerAsync);
        await application.StartAsync();
        return listener;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (Webhook is not { } webhook || context.Request.Path != webhook.Path)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var answer = await webhook.HandleAsync(
            new(name => context.Request.Headers[name], body.ToArray()), context.RequestAborted);
        context.Response.StatusCode = answer.Status;
        await context.Response.WriteAsync(answer.Text);
    }
}
