//! The e-filing client: pages in Yew, drafts on the device, heavy work in workers. It holds no law and no rule of law.

pub mod app;
pub mod attach;
pub mod browser;
pub mod desk;
pub mod lang;
pub mod law;
pub mod page;
pub mod part;
pub mod route;
pub mod store;
pub mod work;
