using System.Net;
using System.Runtime.CompilerServices;
using AgentGateway.Mcp.Resources;
using AgentGateway.Mcp.Tools;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Waits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Mcp.Tests.Protocol;

/// <summary>
/// The door alone, on a free port of the loopback interface. Who calls is said by a header, so that a test can be several
/// principals; the runtime behind the tools is not there, and the tools of these tests do not need it.
/// </summary>
internal sealed class DoorHost : IAsyncDisposable
{
    public const string PrincipalHeader = "X-Principal";

    private readonly WebApplication _app;

    private DoorHost(WebApplication app, McpDoor door, TestChanges changes, LogRecorder log)
    {
        (_app, Door, Changes, Log) = (app, door, changes, log);
        Url = new Uri(new Uri(app.Urls.First()), "/mcp");
    }

    public Uri Url { get; }

    public McpDoor Door { get; }

    public TestChanges Changes { get; }

    public LogRecorder Log { get; }

    public static McpDoorOptions Options { get; } = new() { RequestStateKey = new byte[32], Conformance = true };

    public static async Task<DoorHost> StartAsync(McpDoorOptions? options = null, TimeProvider? time = null, int port = 0)
    {
        var log = new LogRecorder();
        var changes = new TestChanges();
        var door = CreateDoor(options ?? Options, changes, log, time ?? TimeProvider.System);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var app = builder.Build();
        app.Map("/mcp", http => IsLocal(http) ? door.HandleHttpAsync(http, CallerOf(http)) : RefuseAsync(http));
        await app.StartAsync();
        return new(app, door, changes, log);
    }

    public async ValueTask DisposeAsync()
    {
        await Door.DisposeAsync();
        await _app.DisposeAsync();
    }

    private static McpDoor CreateDoor(McpDoorOptions options, TestChanges changes, LogRecorder log, TimeProvider time)
    {
        var threads = Absent<ThreadService>();
        var tools = new ToolTable([new EchoTool()], threads);
        var surface = new McpSurface(tools, threads, Absent<AgentService>(), time);
        return new(options, surface, tools, Absent<WaitService>(), changes, log, time);
    }

    /// <summary>A service that nothing here calls.</summary>
    private static T Absent<T>() => (T)RuntimeHelpers.GetUninitializedObject(typeof(T));

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
