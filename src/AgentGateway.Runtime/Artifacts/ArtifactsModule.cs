using AgentGateway.Domain.Artifacts;
using AgentGateway.Runtime.Artifacts.Tools;
using AgentGateway.Runtime.Modules;

namespace AgentGateway.Runtime.Artifacts;

/// <summary>Files and results that work produced.</summary>
internal sealed class ArtifactsModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Settings<ArtifactOptions>("Artifacts", isHot: true)
        .Machine(ArtifactStream.Kind)
        .Service<ArtifactService>()
        .Subscribe<Artifact, ArtifactService>()
        .LoadAtStart<ArtifactService>()
        .Service<ToolProducts>()
        .Tool<ArtifactListTool>()
        .Tool<ArtifactReadTool>();
}
