using AgentGateway.Terminal.Backends;

namespace AgentGateway.Terminal.Tests.Backends;

public sealed class PtyBackendTests : BackendContract
{
    protected override ITerminalBackend Make(string directory) => new PtyBackend(TimeProvider.System);
}
