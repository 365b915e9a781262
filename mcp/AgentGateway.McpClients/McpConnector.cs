using System.Globalization;
using AgentGateway.Runtime.McpServers;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.Piped;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace AgentGateway.McpClients;

/// <summary>
/// Reaches servers with the MCP SDK: programs by lines over their standard streams, addresses over HTTP.
/// </summary>
public sealed class McpConnector(string version, TimeProvider time) : IMcpConnector, IAsyncDisposable
{
    private const int ErrorBytesPerSecondMax = 1024 * 1024;

    private static readonly TimeSpan HandshakeLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan HttpConnectLimit = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The last output of a program is part of the reason of its end; after the end it is there at once, or never.
    /// </summary>
    private static readonly TimeSpan LastOutputWait = TimeSpan.FromMilliseconds(500);

    private readonly PipedBackend _programs = new(time);

    public Task<IMcpLink> ConnectAsync(
        McpServerLaunch launch, McpServerLog log, Action changed, CancellationToken cancellationToken) =>
        launch.Url is null
            ? StartProgramAsync(launch, log, changed, cancellationToken)
            : ConnectHttpAsync(launch, log, changed, cancellationToken);

    public Task ReapAsync(
        string mark, CancellationToken cancellationToken) => _programs.ReapAsync(mark, cancellationToken);

    public ValueTask DisposeAsync() => _programs.DisposeAsync();

    private async Task<IMcpLink> StartProgramAsync(
        McpServerLaunch launch, McpServerLog log, Action changed, CancellationToken cancellationToken)
    {
        var (program, refusal) = await _programs.StartAsync(
            new()
            {
                Program = launch.Program!,
                Arguments = launch.Arguments,
                Directory = launch.Directory,
                Environment = launch.Environment,
                Mark = launch.Mark,
            },
            cancellationToken);
        if (program is null) throw new McpLinkException($"{refusal!.Message} {refusal.Hint}");

        var errors = KeepErrorsAsync(program.Errors, log);
        var transport = new LineTransport(program.Input, program.Output, log, time);
        var lost = LostAsync(program, transport, errors, log);
        try
        {
            var client = await CreateAsync(new ConnectedTransport(launch.Name, transport), changed, cancellationToken);
            return new McpLink(client, program.ProcessId, lost, log, EndAsync);
        }
        catch (Exception failure)
        {
            // The end of the program is known a moment later than the end of its output.
            var isOver = transport.Closed.IsCompleted;
            await EndAsync();
            cancellationToken.ThrowIfCancellationRequested();
            throw new McpLinkException(isOver ? await lost : log.Redact(McpLink.Sentence(failure)));
        }

        async ValueTask EndAsync()
        {
            await program.DisposeAsync();
            await transport.DisposeAsync();
            await errors;
        }
    }

    private async Task<IMcpLink> ConnectHttpAsync(
        McpServerLaunch launch, McpServerLog log, Action changed, CancellationToken cancellationToken)
    {
        // A redirect could carry the headers to another server, so it is refused.
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = HttpConnectLimit,
        };
        var http = new HttpClient(new RateLimitedStreams(new BoundedResponses(sockets), time))
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var options = new HttpClientTransportOptions
        {
            Endpoint = launch.Url!,
            Name = launch.Name,
            TransportMode = launch.IsSse ? HttpTransportMode.Sse : HttpTransportMode.StreamableHttp,
            AdditionalHeaders = new Dictionary<string, string>(launch.Headers),
        };
        var transport = new HttpClientTransport(options, http, ownsHttpClient: true);
        try
        {
            var client = await CreateAsync(transport, changed, cancellationToken);
            return new McpLink(client, null, new TaskCompletionSource<string>().Task, log, transport.DisposeAsync);
        }
        catch (Exception failure)
        {
            await transport.DisposeAsync();
            cancellationToken.ThrowIfCancellationRequested();
            throw new McpLinkException(log.Redact(McpLink.Sentence(failure)));
        }
    }

    /// <summary>
    /// The client declares no capabilities, so the SDK refuses roots, sampling and elicitation as unknown.
    /// </summary>
    private Task<McpClient> CreateAsync(
        IClientTransport transport, Action changed, CancellationToken cancellationToken) => McpClient.CreateAsync(
        transport,
        new()
        {
            ClientInfo = new Implementation { Name = "agentgateway", Title = "AgentGateway", Version = version },
            InitializationTimeout = HandshakeLimit,
            Handlers = new()
            {
                NotificationHandlers =
                [
                    new(NotificationMethods.ToolListChangedNotification, (_, _) =>
                    {
                        changed();
                        return ValueTask.CompletedTask;
                    }),
                ],
            },
        },
        null,
        cancellationToken);

    private async Task KeepErrorsAsync(Stream errors, McpServerLog log)
    {
        var buffer = new byte[16 * 1024];
        var rateLimit = new RateLimit(ErrorBytesPerSecondMax, time);
        try
        {
            while (await errors.ReadAsync(buffer) is > 0 and var count)
            {
                log.Take(buffer.AsSpan(0, count));
                await rateLimit.TakeAsync(count, CancellationToken.None);
            }
        }
        catch (Exception exception) when (exception is IOException
            or ObjectDisposedException
            or OperationCanceledException)
        {
            // The program is gone, which LostAsync reports.
        }

        log.Flush();
    }

    private async Task<string> LostAsync(PipedProgram program, LineTransport transport, Task errors, McpServerLog log)
    {
        if (await Task.WhenAny(program.Exited, transport.Closed) == transport.Closed
            && await transport.Closed is { } why)
            return why;
        await Task.WhenAny(program.Exited, Task.Delay(LastOutputWait, time));
        await Task.WhenAny(errors, Task.Delay(LastOutputWait, time));
        log.Flush();
        var output = log.Last(1) is [var last] ? $" Its last output: {last}" : "";
        return (program.Exited.IsCompleted ? EndOf(await program.Exited) : "The program closed its standard output.")
            + output;
    }

    private static string EndOf(TerminalExit exit) => exit switch
    {
        { Code: { } code } => string.Create(CultureInfo.InvariantCulture, $"The program ended with exit code {code}."),
        { Signal: { } signal } =>
            string.Create(CultureInfo.InvariantCulture, $"The program was ended by signal {signal}."),
        _ => "The program ended.",
    };
}
