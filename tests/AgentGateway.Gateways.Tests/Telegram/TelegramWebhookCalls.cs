using System.Text;
using System.Text.Json.Nodes;

namespace AgentGateway.Gateways.Tests.Telegram;

/// <summary>
/// Calls the webhook with each update in order. As Telegram does, it keeps an update and calls again until it is
/// answered with success.
/// </summary>
internal sealed class TelegramWebhookCalls(TelegramMethods methods, Lock gate)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        try
        {
            while (true)
            {
                Task changed;
                (string Url, string Secret)? webhook;
                (long Id, JsonObject Update)? next;
                lock (gate)
                {
                    changed = methods.Changed;
                    webhook = methods.Webhook;
                    next = webhook is null || methods.World.Waiting.Count == 0 ? null : methods.World.Waiting[0];
                }

                if (next is not { } update)
                    await changed.WaitAsync(cancellationToken);
                else if (await CallAsync(http, webhook!.Value, update.Update, cancellationToken))
                    lock (gate)
                        methods.World.Confirm(update.Id + 1);
                else
                    await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The server ends.
        }
    }

    private static async Task<bool> CallAsync(
        HttpClient http, (string Url, string Secret) webhook, JsonObject update, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url)
        {
            Content = new StringContent(update.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        if (webhook.Secret.Length > 0) request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", webhook.Secret);
        try
        {
            using var answer = await http.SendAsync(request, cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested
            && exception is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
