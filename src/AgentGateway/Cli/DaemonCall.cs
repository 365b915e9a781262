using System.Text.Json.Serialization.Metadata;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Cli;

/// <summary>A call of the control protocol with the type of its answer.</summary>
internal readonly record struct DaemonCall<TView>(string Name, JsonTypeInfo<TView> Result);

internal static class DaemonCall
{
    /// <summary>Every tool is a call.</summary>
    public static DaemonCall<TView> Of<TView>(ToolDeclaration<TView> tool) => new(tool.Name, tool.Result());
}
