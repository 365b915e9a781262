using AgentGateway.Data;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Control.Calls;

/// <summary><c>stop</c>: lets the daemon stop, once the operator has heard that it will.</summary>
internal sealed class StopCall(DaemonFile daemon, Action stop) : ControlCall
{
    public override string Name => "stop";

    public override Task<ToolAnswer> InvokeAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        stop();
        return Task.FromResult(new ToolAnswer($$"""{"stopping":true,"pid":{{daemon.Pid}}}"""));
    }
}
