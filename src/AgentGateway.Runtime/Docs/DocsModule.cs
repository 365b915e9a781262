using AgentGateway.Runtime.Modules;

namespace AgentGateway.Runtime.Docs;

/// <summary>The pages that belong to no single capability, and the resources that serve all pages.</summary>
internal sealed class DocsModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Docs("index")
        .Docs("boundaries")
        .Docs("tools")
        .Docs("command-line")
        .Docs("settings")
        .Docs("errors")
        .Docs("events")
        .Docs("models")
        .Docs("words")
        .Resources<DocsResources>();
}
