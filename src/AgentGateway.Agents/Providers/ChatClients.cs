using System.ClientModel;
using System.ClientModel.Primitives;
using Anthropic;
using Anthropic.Core;
using Microsoft.Extensions.AI;
using OpenAI;

namespace AgentGateway.Agents.Providers;

/// <summary>
/// Makes the client of a provider: its vendor's SDK, which neither retries nor times out, because the turn does both.
/// </summary>
internal static class ChatClients
{
    /// <summary>
    /// What is sent where a server asks for no key but its SDK insists; the header is taken off again.
    /// </summary>
    private const string NoKey = "none";

    public static IChatClient Of(ProviderSettings provider, TimeProvider time)
    {
        var sockets = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            AutomaticDecompression = System.Net.DecompressionMethods.All,
            // A redirection could carry the key to another host.
            AllowAutoRedirect = false,
        };
        var http = new HttpClient(new ProviderHttp(provider, time, sockets)) { Timeout = Timeout.InfiniteTimeSpan };
        if (provider.Kind is ProviderKind.Anthropic)
            return new AnthropicClient(new ClientOptions
            {
                HttpClient = http,
                BaseUrl = provider.BaseUrl.ToString().TrimEnd('/'),
                ApiKey = provider.ApiKey ?? NoKey,
                MaxRetries = 0,
                Timeout = TimeSpan.FromDays(1),
            }).AsIChatClient();
        var options = new OpenAIClientOptions
        {
            Endpoint = provider.BaseUrl,
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            EnableDistributedTracing = false,
        };
        return new OpenAIChatClient(
            new(new ApiKeyCredential(provider.ApiKey ?? NoKey), options), provider.Kind is ProviderKind.Ollama);
    }
}
