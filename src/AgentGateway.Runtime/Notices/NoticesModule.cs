using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Questions;
using AgentGateway.Domain.Sessions;
using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGateway.Runtime.Notices;

/// <summary>Tells the person of what waits for them when they do not look.</summary>
internal sealed class NoticesModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Settings<NoticeOptions>("Notify", isHot: true)
        .Service<INoticeSender, NoticeSender>()
        .Service<NoticeSchedule>()
        .Findings<NoticeFindings>(FindingGroup.Outside)
        .Subscribe<Approval, NoticeSchedule>()
        .Subscribe<Question, NoticeSchedule>()
        .Subscribe<TerminalSession, NoticeSchedule>()
        .Subscribe<AgentTask, NoticeSchedule>()
        .AfterSettings(static services => services.GetRequiredService<NoticeSchedule>().LookAgain())
        .AfterStart(static services => services.GetRequiredService<NoticeSchedule>().Begin());
}
