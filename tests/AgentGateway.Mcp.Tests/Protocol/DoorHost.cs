using System.Net;
using AgentGateway.Domain.Policy;
using AgentGateway.Mcp.Resources;
using AgentGateway.Runtime;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Principals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGateway.Mcp.Tests.Protocol;

/// <summary>
/// The door before a workshop of its own, on a free port of the loopback interface. Who calls is said by a header, so that a test
/// can be several principals.
/// </summary>
internal sealed class DoorHost : IAsyncDisposable
{
    public const string PrincipalHeader = "X-Principal";

    private readonly WebApplication _app;
    private int _openHttpRequests;

    private DoorHost(WebApplication app, McpDoor door, Workshop workshop, TestChanges changes, LogRecorder log)
    {
        (_app, Door, Workshop, Changes, Log) = (app, door, workshop, changes, log);
        Url = new Uri(new Uri(app.Urls.First()), "/mcp");
    }

    public Uri Url { get; }

    public McpDoor Door { get; }

    public Workshop Workshop { get; }

    public TestChanges Changes { get; }

    public LogRecorder Log { get; }

    /// <summary>HTTP requests that have come and are not over.</summary>
    public int OpenHttpRequests => Volatile.Read(ref _openHttpRequests);

    public static McpDoorOptions Options { get; } = new() { RequestStateKey = new byte[32], Conformance = true };

    public static async Task<DoorHost> StartAsync(
        McpDoorOptions? options = null, TimeProvider? time = null, int port = 0, ApprovalOptions? approvals = null, PolicyRules? rules = null)
    {
        var log = new LogRecorder();
        var changes = new TestChanges();
        var workshop = await Workshop.StartAsync(approvals, rules);
        var door = CreateDoor(options ?? Options, workshop.Runtime, isGated: rules is not null, changes, log, time ?? TimeProvider.System);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var app = builder.Build();
        DoorHost? host = null;
        app.Map("/mcp", http => IsLocal(http) ? host!.HandleAsync(http) : RefuseAsync(http));
        await app.StartAsync();
        return host = new(app, door, workshop, changes, log);
    }

    private async Task HandleAsync(HttpContext http)
    {
        Interlocked.Increment(ref _openHttpRequests);
        try
        {
            await Door.HandleHttpAsync(http, CallerOf(http));
        }
        finally
        {
            Interlocked.Decrement(ref _openHttpRequests);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Door.DisposeAsync();
        await _app.DisposeAsync();
        await Workshop.DisposeAsync();
    }

    private static McpDoor CreateDoor(
        McpDoorOptions options, GatewayRuntime runtime, bool isGated, TestChanges changes, LogRecorder log, TimeProvider time)
    {
        runtime.Tools.Publish("echo", [new EchoTool()]);
        var calls = new ToolCalls(isGated ? runtime.Gate : null, new SystemIdSource(time), NullLogger<ToolCalls>.Instance);
        var surface = new McpSurface(runtime.Tools, calls, GatewayServices.Of(runtime), time);
        return new(options, surface, runtime.Waits, changes, log, time);
    }

    private static Caller CallerOf(HttpContext http) =>
        http.Request.Headers[PrincipalHeader] is [{ Length: > 0 } name] ? new(new(name)) : new(Principal.Client);

    /// <summary>The hall checks this in the daemon; the conformance suite wants it checked wherever it looks.</summary>
    private static bool IsLocal(HttpContext http) =>
        IsLoopback(http.Request.Host.Host)
        && (http.Request.Headers.Origin is not [{ } origin] || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && IsLoopback(uri.Host)));

    private static bool IsLoopback(string host) => host is "localhost" or "127.0.0.1" or "[::1]";

    private static Task RefuseAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
