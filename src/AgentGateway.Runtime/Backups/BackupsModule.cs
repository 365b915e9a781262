using AgentGateway.Runtime.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGateway.Runtime.Backups;

/// <summary>Copies of all that is kept, made by hand and by the daemon itself.</summary>
internal sealed class BackupsModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Settings<BackupOptions>("Backups")
        .Service<DailyBackups>()
        .AfterStart(static services => services.GetRequiredService<DailyBackups>().Begin())
        .Docs("backups");
}
