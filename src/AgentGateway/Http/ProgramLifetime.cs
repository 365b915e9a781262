using Microsoft.Extensions.Hosting;

namespace AgentGateway.Http;

/// <summary>
/// The web host lives as long as the daemon lets it: signals are the daemon's business, and nothing is said on the
/// console.
/// </summary>
internal sealed class ProgramLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
